package io.github.mlmentor.llm;

import static io.github.mlmentor.llm.ScriptedModel.fails;
import static io.github.mlmentor.llm.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.ModelException;
import io.github.mlmentor.answering.Prompt;
import io.github.mlmentor.chat.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetedModelTest {
    private static final long MONTH = 1_000_000;
    /** 40 characters, which are taken for 10 tokens. */
    private static final Prompt PROMPT = new Prompt("s".repeat(10), "u".repeat(30), "v1");

    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");

    @Test
    void whatTheProviderCountedIsSpentInputAndOutputTogether() {
        ScriptedModel model = new ScriptedModel(says("Words.", 60, 40));
        LanguageModel budgeted = new BudgetedModel(model, 200, MONTH, Spending.inMemory(), clock);

        ask(budgeted);
        ask(budgeted);
        ModelException refused = refusal(budgeted);

        assertThat(refused.reason()).isEqualTo(Reason.BUDGET);
        assertThat(refused.isTemporary()).isFalse();
        assertThat(model.calls()).isEqualTo(2);
    }

    @Test
    void theLastTokenOfTheDayStillBuysAnAnswer() {
        ScriptedModel model = new ScriptedModel(says("Words.", 60, 39));
        LanguageModel budgeted = new BudgetedModel(model, 100, MONTH, Spending.inMemory(), clock);

        ask(budgeted);
        ask(budgeted);

        assertThat(refusal(budgeted).reason()).isEqualTo(Reason.BUDGET);
        assertThat(model.calls()).isEqualTo(2);
    }

    @Test
    void aBudgetOfNothingAsksNobody() {
        ScriptedModel model = new ScriptedModel(says("Words."));

        assertThat(refusal(new BudgetedModel(model, 0, MONTH, Spending.inMemory(), clock))
                        .reason())
                .isEqualTo(Reason.BUDGET);

        assertThat(model.calls()).isZero();
    }

    @Test
    void theDayEndsAtMidnightUtcAndNotBefore() {
        ScriptedModel model = new ScriptedModel(says("Words.", 60, 40));
        LanguageModel budgeted = new BudgetedModel(model, 100, MONTH, Spending.inMemory(), clock);
        ask(budgeted);

        clock.set("2026-11-21T23:59:59.999Z");
        assertThat(refusal(budgeted).reason()).isEqualTo(Reason.BUDGET);

        clock.set("2026-11-22T00:00:00Z");
        assertThat(ask(budgeted)).isEqualTo("Words.");
        assertThat(refusal(budgeted).reason()).isEqualTo(Reason.BUDGET);
    }

    @Test
    void aProviderThatDoesNotCountIsEstimatedAtFourCharactersAToken() {
        ScriptedModel model = new ScriptedModel(says("w".repeat(40)));
        LanguageModel budgeted = new BudgetedModel(model, 40, MONTH, Spending.inMemory(), clock);

        ask(budgeted);
        ask(budgeted);

        assertThat(refusal(budgeted).reason()).isEqualTo(Reason.BUDGET);
        assertThat(model.calls()).isEqualTo(2);
    }

    @Test
    void anAnswerThatBrokeOffIsPaidForToo() {
        ModelException broken = new ModelException(Reason.MODEL_DOWN, false, "broke off");
        ScriptedModel model = new ScriptedModel(fails(broken, "w".repeat(40)));
        LanguageModel budgeted = new BudgetedModel(model, 20, MONTH, Spending.inMemory(), clock);

        assertThat(refusal(budgeted)).isSameAs(broken);

        assertThat(refusal(budgeted).reason()).isEqualTo(Reason.BUDGET);
    }

    @Test
    void anAnswerThatTheListenerStoppedIsPaidForToo() {
        ScriptedModel model = new ScriptedModel(says("w".repeat(40)));
        LanguageModel budgeted = new BudgetedModel(model, 20, MONTH, Spending.inMemory(), clock);
        IllegalStateException enough = new IllegalStateException("enough");

        IllegalStateException thrown = catchThrowableOfType(
                IllegalStateException.class,
                () -> budgeted.complete(PROMPT, Duration.ofSeconds(1), token -> {
                    throw enough;
                }));

        assertThat(thrown).isSameAs(enough);
        assertThat(refusal(budgeted).reason()).isEqualTo(Reason.BUDGET);
    }

    @Test
    void aFaultBeforeTheFirstTokenCostsNothing() {
        ModelException down = new ModelException(Reason.MODEL_DOWN, true, "down");
        LanguageModel budgeted =
                new BudgetedModel(new ScriptedModel(fails(down)), 1, MONTH, Spending.inMemory(), clock);

        for (int i = 0; i < 10; i++) {
            assertThat(refusal(budgeted)).isSameAs(down);
        }
    }

    @Test
    void tokensAreHandedOn() {
        LanguageModel budgeted =
                new BudgetedModel(new ScriptedModel(says("Words.")), 100, MONTH, Spending.inMemory(), clock);
        StringBuilder seen = new StringBuilder();

        budgeted.complete(PROMPT, Duration.ofSeconds(1), seen::append);

        assertThat(seen).hasToString("Words.");
    }

    private static String ask(LanguageModel model) {
        return model.complete(PROMPT, Duration.ofSeconds(1), token -> {}).text();
    }

    private static ModelException refusal(LanguageModel model) {
        return catchThrowableOfType(ModelException.class, () -> ask(model));
    }
}
