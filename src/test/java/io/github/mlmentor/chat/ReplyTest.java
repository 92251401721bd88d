package io.github.mlmentor.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTest {
    private static final Document BODY = Document.of("words");
    private static final Suggestion NEXT = Suggestion.of("What next?");

    @Test
    void everyKindOfReplyIsFoldedAsItself() {
        List<Reply> replies = List.of(
                Reply.Answer.plain(BODY, List.of()),
                new Reply.Clarification(BODY, List.of(NEXT)),
                new Reply.NotFound(Reason.TOO_THIN, BODY, List.of(), List.of()),
                new Reply.OffTopic(BODY, List.of()),
                new Reply.Declined(Reason.RATE_LIMIT, BODY, Duration.ofSeconds(3)),
                new Reply.Apology(Reason.INTERNAL, BODY),
                new Reply.Panel("Title", BODY, List.of()));

        assertThat(replies)
                .extracting(reply -> reply.fold(new Kinds()))
                .containsExactly("answer", "clarification", "not found", "off topic", "declined", "apology", "panel");
        assertThat(replies).extracting(Reply::body).containsOnly(BODY);
    }

    @Test
    void aPlainAnswerStandsOnNoSource() {
        Reply.Answer answer = Reply.Answer.plain(BODY, List.of(NEXT));

        assertThat(answer.sources()).isEmpty();
        assertThat(answer.readings()).isEmpty();
        assertThat(answer.asOf()).isNull();
        assertThat(answer.degraded()).isNull();
        assertThat(answer.advice()).isEqualTo(Advice.FACT);
        assertThat(answer.composer()).isEqualTo(Reply.Composer.EXTRACTIVE);
        assertThat(answer.suggestions()).containsExactly(NEXT);
    }

    @Test
    void laterChangesOfTheListsThatItWasMadeOfDoNotReachIt() {
        List<Suggestion> suggestions = new ArrayList<>(List.of(NEXT));
        Reply.OffTopic reply = new Reply.OffTopic(BODY, suggestions);
        suggestions.clear();

        assertThat(reply.suggestions()).containsExactly(NEXT);
        assertThatThrownBy(() -> reply.suggestions().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theCodesOfReasonsAreTheOnesOfTheContract() {
        assertThat(Reason.values())
                .extracting(Reason::code)
                .containsExactly(
                        "not_allowed",
                        "rate_limit",
                        "sensitive",
                        "crisis",
                        "too_thin",
                        "off_subject",
                        "ambiguous",
                        "language",
                        "empty",
                        "too_long",
                        "model_down",
                        "model_slow",
                        "budget",
                        "model_refused",
                        "internal");
    }

    @Test
    void theMostCautiousAdviceWins() {
        assertThat(Advice.mostCautious(List.of(Advice.FACT, Advice.MARKET, Advice.OPINION)))
                .isEqualTo(Advice.MARKET);
        assertThat(Advice.mostCautious(List.of(Advice.OPINION, Advice.FACT))).isEqualTo(Advice.OPINION);
        assertThat(Advice.mostCautious(List.of())).isEqualTo(Advice.FACT);
    }

    private static final class Kinds implements Reply.Cases<String> {
        @Override
        public String answer(Reply.Answer answer) {
            return "answer";
        }

        @Override
        public String clarification(Reply.Clarification clarification) {
            return "clarification";
        }

        @Override
        public String notFound(Reply.NotFound notFound) {
            return "not found";
        }

        @Override
        public String offTopic(Reply.OffTopic offTopic) {
            return "off topic";
        }

        @Override
        public String declined(Reply.Declined declined) {
            return "declined";
        }

        @Override
        public String apology(Reply.Apology apology) {
            return "apology";
        }

        @Override
        public String panel(Reply.Panel panel) {
            return "panel";
        }
    }
}
