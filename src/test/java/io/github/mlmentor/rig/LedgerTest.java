package io.github.mlmentor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A judge who never finds anybody guilty is worth nothing. */
class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void whatIsAnsweredOnceIsFine() {
        Ledger.Question question = taken("c1", 2);
        ledger.shown("k1", "c1", "[q1 1/2] first");
        ledger.shown("k2", "c1", "[q1 2/2] second");

        assertThat(verdict().isClean()).isTrue();
        assertThat(verdict().questions()).isEqualTo(1);
        assertThat(ledger.open()).isZero();
        assertThat(ledger.lastText(question)).contains("second");
    }

    @Test
    void whatWasTakenAndNotAnsweredIsLost() {
        taken("c1", 1);

        assertThat(verdict().lost()).isEqualTo(1);
        assertThat(verdict().isClean()).isFalse();
        assertThat(ledger.open()).isEqualTo(1);
    }

    @Test
    void whatWasNeverTakenIsNotLost() {
        ledger.offered(ledger.asked("c1", "u1", 1));

        assertThat(verdict().lost()).isZero();
        assertThat(verdict().questions()).isZero();
        assertThat(ledger.open()).isEqualTo(1);
    }

    @Test
    void anAnswerWithoutItsLastPartIsLost() {
        taken("c1", 2);
        ledger.shown("k1", "c1", "[q1 1/2] first");

        assertThat(verdict().lost()).isEqualTo(1);
    }

    @Test
    void thePartThatIsThereTwiceIsDoubledWhateverItsKey() {
        taken("c1", 2);
        ledger.shown("k1", "c1", "[q1 1/2] first");
        ledger.shown("k2", "c1", "[q1 2/2] second");
        ledger.shown("k3", "c1", "[q1 2/2] second");

        assertThat(verdict().doubled()).isEqualTo(1);
        assertThat(verdict().isClean()).isFalse();
    }

    @Test
    void partsInAWrongOrderAreFound() {
        taken("c1", 2);
        ledger.shown("k2", "c1", "[q1 2/2] second");
        ledger.shown("k1", "c1", "[q1 1/2] first");

        assertThat(verdict().disordered()).isEqualTo(1);
    }

    @Test
    void aQuestionThatIsOvertakenInItsChannelIsFound() {
        taken("c1", 1);
        taken("c1", 1);
        ledger.shown("k2", "c1", "[q2 1/1] the later");
        ledger.shown("k1", "c1", "[q1 1/1] the earlier");

        assertThat(verdict().disordered()).isEqualTo(1);
    }

    @Test
    void questionsOfDifferentChannelsMayOvertake() {
        taken("c1", 1);
        taken("c2", 1);
        ledger.shown("k2", "c2", "[q2 1/1] the later");
        ledger.shown("k1", "c1", "[q1 1/1] the earlier");

        assertThat(verdict().isClean()).isTrue();
    }

    @Test
    void wordsWithoutAMarkBelongToTheOnlyQuestionOfTheChannel() {
        taken("c1", 1);
        taken("c2", 1);
        ledger.shown("k1", "c1", "I am busy, ask me in a minute");
        ledger.shown("k1", "c1", "I am busy, ask me in a minute");

        assertThat(verdict().lost()).isEqualTo(1);
        assertThat(verdict().doubled()).isEqualTo(1);
    }

    @Test
    void aMessageIsFoundByItsKeyInItsChannelOnly() {
        Ledger.Visible message = ledger.shown("k1", "c1", "hello");

        assertThat(ledger.find("c1", "k1")).isEqualTo(message.id());
        assertThat(ledger.find("c2", "k1")).isNull();
        assertThat(ledger.find("c1", "k2")).isNull();
    }

    private Ledger.Question taken(String channel, int parts) {
        Ledger.Question question = ledger.asked(channel, "u1", parts);
        ledger.offered(question);
        ledger.acknowledged(question, 1_000_000);
        return question;
    }

    private Verdict verdict() {
        return ledger.verdict("a test", 1, 0, Duration.ofSeconds(10), List.of(), List.of());
    }
}
