package io.github.mlmentor.llm;

import static io.github.mlmentor.llm.ScriptedModel.fails;
import static io.github.mlmentor.llm.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.ModelException;
import io.github.mlmentor.answering.Prompt;
import io.github.mlmentor.chat.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ResilientModelTest {
    private static final Prompt PROMPT = new Prompt("system", "user", "v1");
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");

    @Test
    void aPassingFaultIsTriedAgain() {
        ScriptedModel model = new ScriptedModel(fails(passing()), says("Words."));
        List<String> tokens = new ArrayList<>();

        String text = new ResilientModel(model, 1, clock)
                .complete(PROMPT, AMPLE, tokens::add)
                .text();

        assertThat(text).isEqualTo("Words.");
        assertThat(tokens).containsExactly("Words.");
        assertThat(model.calls()).isEqualTo(2);
    }

    @Test
    void aFaultThatStaysIsTriedAsOftenAsSetAndNoMore() {
        ScriptedModel model = new ScriptedModel(fails(passing()));

        ModelException error = failure(new ResilientModel(model, 1, clock), AMPLE);

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(model.calls()).isEqualTo(2);
    }

    @Test
    void withoutRetriesOneTryIsAll() {
        ScriptedModel model = new ScriptedModel(fails(passing()), says("Words."));

        failure(new ResilientModel(model, 0, clock), AMPLE);

        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void aLastingFaultIsNotTriedAgain() {
        ScriptedModel model = new ScriptedModel(fails(lasting()), says("Words."));

        ModelException error = failure(new ResilientModel(model, 5, clock), AMPLE);

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void nothingIsTriedAgainOnceSomebodyHasSeenAToken() {
        ScriptedModel model = new ScriptedModel(fails(passing(), "Half of "), says("Words."));
        List<String> tokens = new ArrayList<>();

        ModelException error = catchThrowableOfType(
                ModelException.class, () -> new ResilientModel(model, 5, clock).complete(PROMPT, AMPLE, tokens::add));

        assertThat(error.isTemporary()).isFalse();
        assertThat(error).hasMessageContaining("middle");
        assertThat(tokens).containsExactly("Half of ");
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void theSecondTryHasOnlyTheTimeThatTheFirstLeft() {
        ScriptedModel model = new ScriptedModel(
                tokens -> {
                    clock.advance(Duration.ofSeconds(20));
                    throw passing();
                },
                says("Words."));

        new ResilientModel(model, 1, clock).complete(PROMPT, AMPLE, token -> {});

        assertThat(model.deadlines()).containsExactly(AMPLE, Duration.ofSeconds(10));
    }

    @Test
    void noPauseReachesBeyondTheDeadline() {
        ScriptedModel model = new ScriptedModel(fails(passing()), says("Words."));

        ModelException error = failure(new ResilientModel(model, 5, clock), Duration.ofMillis(50));

        assertThat(error).hasMessage("overloaded");
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void aProviderThatKeepsFailingIsLeftAlone() {
        ScriptedModel model = new ScriptedModel(fails(lasting()));
        LanguageModel resilient = new ResilientModel(model, 0, clock);
        failTimes(5, resilient);

        ModelException error = failure(resilient, AMPLE);

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(error).hasMessageContaining("left alone");
        assertThat(model.calls()).isEqualTo(5);
    }

    @Test
    void itIsAskedAgainAfterHalfAMinute() {
        ScriptedModel model = new ScriptedModel(
                fails(lasting()),
                fails(lasting()),
                fails(lasting()),
                fails(lasting()),
                fails(lasting()),
                says("Words."));
        LanguageModel resilient = new ResilientModel(model, 0, clock);
        failTimes(5, resilient);

        clock.advance(Duration.ofSeconds(29));
        failure(resilient, AMPLE);
        assertThat(model.calls()).isEqualTo(5);

        clock.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            assertThat(resilient.complete(PROMPT, AMPLE, token -> {}).text()).isEqualTo("Words.");
        }
        assertThat(model.calls()).isEqualTo(15);
    }

    @Test
    void whatIsStillBrokenAfterHalfAMinuteIsLeftAloneForAnother() {
        ScriptedModel model = new ScriptedModel(fails(lasting()));
        LanguageModel resilient = new ResilientModel(model, 0, clock);
        failTimes(5, resilient);

        clock.advance(Duration.ofSeconds(31));
        failTimes(5, resilient);

        assertThat(model.calls()).isEqualTo(7);
    }

    @Test
    void slownessCountsAsFailing() {
        ScriptedModel model = new ScriptedModel(fails(new ModelException(Reason.MODEL_SLOW, false, "slow")));
        LanguageModel resilient = new ResilientModel(model, 0, clock);
        failTimes(5, resilient);

        assertThat(failure(resilient, AMPLE).reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(model.calls()).isEqualTo(5);
    }

    @Test
    void aRefusalIsNoFailureOfTheProvider() {
        ScriptedModel model = new ScriptedModel(fails(new ModelException(Reason.MODEL_REFUSED, false, "no")));
        LanguageModel resilient = new ResilientModel(model, 0, clock);
        failTimes(20, resilient);

        assertThat(model.calls()).isEqualTo(20);
    }

    @Test
    void aListenerThatHasEnoughIsNoFailureOfTheProvider() {
        ScriptedModel model = new ScriptedModel(says("Words."));
        LanguageModel resilient = new ResilientModel(model, 1, clock);
        IllegalStateException enough = new IllegalStateException("enough");

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> resilient.complete(PROMPT, AMPLE, token -> {
                        throw enough;
                    }))
                    .isSameAs(enough);
        }

        assertThat(model.calls()).isEqualTo(20);
    }

    @Test
    void aFewFaultsAmongManyAnswersLeaveItInUse() {
        ScriptedModel.Turn[] turns = new ScriptedModel.Turn[40];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = i % 4 == 3 ? fails(lasting()) : says("Words.");
        }
        ScriptedModel model = new ScriptedModel(turns);
        LanguageModel resilient = new ResilientModel(model, 0, clock);

        for (int i = 0; i < turns.length; i++) {
            if (i % 4 == 3) {
                failure(resilient, AMPLE);
            } else {
                resilient.complete(PROMPT, AMPLE, token -> {});
            }
        }

        assertThat(model.calls()).isEqualTo(40);
    }

    @Test
    void anInterruptedPauseEndsTheQuestionAndKeepsTheMark() {
        ScriptedModel model = new ScriptedModel(fails(passing()), says("Words."));

        Thread.currentThread().interrupt();
        ModelException error = failure(new ResilientModel(model, 1, clock), AMPLE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error.isTemporary()).isFalse();
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void itBearsTheNameOfTheModel() {
        assertThat(new ResilientModel(new ScriptedModel(says("Words.")), 1, clock).name())
                .isEqualTo("scripted model");
    }

    private static ModelException passing() {
        return new ModelException(Reason.MODEL_DOWN, true, "overloaded");
    }

    private static ModelException lasting() {
        return new ModelException(Reason.MODEL_DOWN, false, "wrong key");
    }

    private static void failTimes(int times, LanguageModel model) {
        for (int i = 0; i < times; i++) {
            failure(model, AMPLE);
        }
    }

    private static ModelException failure(LanguageModel model, Duration deadline) {
        return catchThrowableOfType(ModelException.class, () -> model.complete(PROMPT, deadline, token -> {}));
    }
}
