package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DialogueTest {
    private final BoundedMemory memory = new BoundedMemory(100, 4);
    private final Dialogue dialogue = new Dialogue(SampleKnowledge.desk(SampleKnowledge.BASE), memory);

    private Exchange ask(String conversation, String text) {
        return dialogue.ask(conversation, text, Map.of(), Progress.none());
    }

    @Test
    void aFollowUpLeansOnWhatWasSaidBefore() {
        ask("a", "what is docker");

        Exchange exchange = ask("a", "and how do i learn it?");

        assertThat(exchange.standalone()).isEqualTo("what is docker\nand how do i learn it?");
        assertThat(exchange.evidence()).startsWith("docker");
    }

    @Test
    void whatFindsNothingOnItsOwnIsTriedWithWhatWasSaidBefore() {
        ask("a", "what is docker");

        assertThat(FollowUps.leans("can beginners manage"))
                .as("no word gives it away")
                .isFalse();
        assertThat(ask("a", "can beginners manage").standalone()).isEqualTo("what is docker\ncan beginners manage");
    }

    @Test
    void whatFindsMoreOnItsOwnIsLeftAlone() {
        ask("a", "what is docker");

        Exchange exchange = ask("a", "latency drift errors production percentile");

        assertThat(exchange.standalone()).isEqualTo("latency drift errors production percentile");
        assertThat(exchange.evidence()).startsWith("serving");
    }

    @Test
    void itNeverLeansOnSomebodyElsesConversation() {
        ask("a", "what is docker");

        assertThat(ask("b", "and how do i learn it?").standalone()).isEqualTo("and how do i learn it?");
        assertThat(ask("", "and how do i learn it?").standalone()).isEqualTo("and how do i learn it?");
    }

    @Test
    void aQuestionOfNoConversationLeavesNoTrace() {
        ask("", "what is docker");

        assertThat(memory.recall("")).isEmpty();
    }

    @Test
    void whatWasAnsweredIsRememberedWithItsSources() {
        ask("a", "what is docker");

        assertThat(memory.recall("a")).singleElement().satisfies(turn -> {
            assertThat(turn.question()).isEqualTo("what is docker");
            assertThat(turn.sources()).containsExactly("docker");
            assertThat(turn.answer()).startsWith(SampleKnowledge.DOCKER_SHORT).hasSizeLessThanOrEqualTo(601);
        });
    }

    @Test
    void smallTalkAndWhatIsDeclinedComeBetweenWithoutATrace() {
        ask("a", "what is docker");
        ask("a", "thanks");
        ask("a", "???");
        ask("a", "is my offer of 85k fair");

        assertThat(memory.recall("a")).hasSize(1);
        assertThat(ask("a", "is it hard").standalone()).isEqualTo("what is docker\nis it hard");
    }

    @Test
    void whatIsOffTopicLeavesATraceAtTheBeginningOnly() {
        AnswerDesk strict = new AnswerDesk(
                () -> SampleKnowledge.searchable(SampleKnowledge.BASE),
                SampleKnowledge.unwilling(false),
                SampleKnowledge.guards(),
                null);
        Dialogue dialogue = new Dialogue(strict, memory);
        Exchange first = dialogue.ask("a", "i am a baker and like docker", Map.of(), Progress.none());
        Exchange second = dialogue.ask("a", "what is docker", Map.of(), Progress.none());

        assertThat(first.reply()).isInstanceOf(Reply.OffTopic.class);
        assertThat(second.reply()).isInstanceOf(Reply.OffTopic.class);
        assertThat(memory.recall("a"))
                .singleElement()
                .satisfies(turn -> assertThat(turn.question()).startsWith("i am a baker"));
    }

    @Test
    void whatWasNotFoundIsRememberedWithoutSources() {
        AnswerDesk strict = new AnswerDesk(
                () -> SampleKnowledge.searchable(SampleKnowledge.BASE),
                SampleKnowledge.unwilling(true),
                SampleKnowledge.guards(),
                null);
        new Dialogue(strict, memory).ask("a", "what is docker", Map.of(), Progress.none());

        assertThat(memory.recall("a"))
                .singleElement()
                .satisfies(turn -> assertThat(turn.sources()).isEmpty());
    }

    @Test
    void memoryIsBoundedHoweverLongOneTalks() {
        for (int i = 0; i < 50; i++) {
            ask("a", "what is docker " + i);
        }

        assertThat(memory.recall("a")).hasSize(4);
    }

    @Test
    void theDirectAnswerIsNotSaidTwiceInARow() {
        ask("a", "what is docker");

        String second =
                ask("a", "and what goes wrong with its volumes?").reply().body().plainText();

        assertThat(second).contains("A volume keeps them").doesNotContain(SampleKnowledge.DOCKER_SHORT);
    }

    @Test
    void aScopeLimitsWhatIsFound() {
        Exchange exchange = dialogue.ask("a", "how do you serve a model", Map.of("course", "ops"), Progress.none());

        assertThat(exchange.evidence()).containsExactly("docker");
    }
}
