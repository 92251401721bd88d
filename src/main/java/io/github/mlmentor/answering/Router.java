package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import java.util.List;

/** Decides what needs no knowledge. Deterministic: the same words always go the same way. Thread-safe. */
final class Router {
    private final Phrases phrases;

    Router(Phrases phrases) {
        this.phrases = phrases;
    }

    Route route(Question question) {
        String text = question.text().strip();
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return new Route.AtOnce(phrases.empty());
        }
        if (CrisisSigns.in(text)) {
            return new Route.AtOnce(new Reply.Declined(Reason.CRISIS, phrases.crisis(), null));
        }
        if (text.length() > Question.LIMIT) {
            return new Route.AtOnce(phrases.tooLong(text.length()));
        }
        var personal = SensitiveTopics.personalCase(text);
        if (personal.isPresent()) {
            return new Route.AtOnce(new Reply.Declined(Reason.SENSITIVE, phrases.personalCase(personal.get()), null));
        }
        var smallTalk = SmallTalk.of(text);
        if (smallTalk.isPresent()) {
            return new Route.AtOnce(phrases.smallTalk(smallTalk.get()));
        }
        var language = ForeignLanguage.of(text);
        if (language.isPresent()) {
            return new Route.AtOnce(
                    new Reply.NotFound(Reason.LANGUAGE, phrases.otherLanguage(language.get()), List.of(), List.of()));
        }
        return new Route.Knowledge();
    }
}
