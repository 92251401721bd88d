package io.github.mlmentor;

import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.discord.DiscordDoor;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.NameCompletion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completes names of the map while somebody types a command. Thread-safe. */
final class Completions implements DiscordDoor.Completions {
    private static final int MOST = 25;

    private final Supplier<KnowledgeBase> base;

    Completions(Supplier<KnowledgeBase> base) {
        this.base = base;
    }

    @Override
    public List<Suggestion> complete(String command, String typed) {
        List<Article> candidates = candidates(command)
                .filter(article -> article.live() && !article.verbatim())
                .toList();
        return NameCompletion.best(typed, candidates, MOST).stream()
                .map(article -> Suggestion.of(name(article)))
                .distinct()
                .toList();
    }

    private Stream<Article> candidates(String command) {
        return switch (command) {
            case "role" -> ofKind(Kind.ROLE);
            case "duty" -> ofKind(Kind.DUTY);
            case "skill" -> ofKind(Kind.SKILL);
            case "compare" -> Stream.concat(ofKind(Kind.ROLE), ofKind(Kind.SKILL));
            // What can be learnt; an answer about something else names its resources by itself.
            default ->
                Stream.concat(ofKind(Kind.SKILL), ofKind(Kind.DUTY))
                        .filter(article -> !article.resources().isEmpty());
        };
    }

    private Stream<Article> ofKind(Kind kind) {
        return base.get().articles().stream().filter(article -> article.kind() == kind);
    }

    /** What an article is about in a word or two: its id, written as its own text or its other names write it. */
    static String name(Article article) {
        String words = article.id().replace('-', ' ');
        String text = article.title() + "\n" + article.shortAnswer() + "\n " + String.join(", ", article.aliases());
        return written(words, text)
                .orElseGet(() -> Arrays.stream(words.split(" "))
                        .map(word -> written(word, text).orElse(word))
                        .collect(Collectors.joining(" ")));
    }

    /** Nothing that begins a sentence, where everything has a capital. */
    private static Optional<String> written(String words, String text) {
        Matcher found = Pattern.compile(
                        "(?<!^|[.!?]\\s|[\\p{L}\\p{N}])" + Pattern.quote(words) + "(?![\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.MULTILINE)
                .matcher(text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
