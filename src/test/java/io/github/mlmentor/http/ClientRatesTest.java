package io.github.mlmentor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClientRatesTest {
    @Test
    void aClientMayAskAsOftenAsTheSettingSaysAndThenHasToWait() {
        ClientRates rates = new ClientRates(3);
        for (int i = 0; i < 3; i++) {
            rates.take("10.0.0.1");
        }

        assertThatThrownBy(() -> rates.take("10.0.0.1")).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(429);
            // Three a minute: the next one is due after at most twenty seconds.
            assertThat(problem.retryAfterSeconds()).isBetween(1L, 21L);
            assertThat(problem).hasMessageContaining(problem.retryAfterSeconds() + " s");
        });
    }

    @Test
    void oneClientDoesNotUseUpTheShareOfAnother() {
        ClientRates rates = new ClientRates(1);
        rates.take("10.0.0.1");

        assertThatCode(() -> rates.take("10.0.0.2")).doesNotThrowAnyException();
    }

    @Test
    void onlyTheClientsThatCameLastAreRemembered() {
        ClientRates rates = new ClientRates(1);
        rates.take("the first");
        rates.take("the second");
        for (int i = 0; i < 9_998; i++) {
            rates.take("client " + i);
        }
        assertThatThrownBy(() -> rates.take("the first")).isInstanceOf(HttpProblem.class);

        rates.take("one more than fits");

        assertThatThrownBy(() -> rates.take("the first")).isInstanceOf(HttpProblem.class);
        assertThatCode(() -> rates.take("the second")).doesNotThrowAnyException();
    }
}
