package io.github.mlmentor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The platform is as bad as it says, and no worse. */
@Timeout(30)
class FakePlatformTest {
    @Test
    void twoSendsWithOneKeyAreTwoMessages() throws IOException {
        try (FakePlatform platform = FakePlatform.start(FaultScript.none())) {
            PlatformClient client = new PlatformClient(platform.port());
            Ledger.Question question = platform.ledger().asked("c", "u", 1);
            platform.ledger().offered(question);
            platform.ledger().acknowledged(question, 1);

            client.send("k", "c", "[q1 1/1]");
            client.send("k", "c", "[q1 1/1]");

            assertThat(platform.ledger()
                            .verdict("", 0, 0, Duration.ofSeconds(1), List.of(), List.of())
                            .doubled())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatEndsAfterTheEffectIsThere() throws IOException {
        try (FakePlatform platform = FakePlatform.start(FaultScript.of(1, 1.0, FaultScript.Fault.CLOSED_AFTER))) {
            PlatformClient client = new PlatformClient(platform.port());

            assertThatThrownBy(() -> client.send("k", "c", "hello")).isInstanceOf(IOException.class);

            assertThat(platform.ledger().find("c", "k")).isNotNull();
        }
    }

    @Test
    void whatEndsBeforeTheEffectIsNot() throws IOException {
        try (FakePlatform platform = FakePlatform.start(FaultScript.of(1, 1.0, FaultScript.Fault.CLOSED_BEFORE))) {
            PlatformClient client = new PlatformClient(platform.port());

            assertThatThrownBy(() -> client.send("k", "c", "hello")).isInstanceOf(IOException.class);

            assertThat(platform.ledger().find("c", "k")).isNull();
        }
    }

    @Test
    void anEventComesAgainUntilItIsTaken() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (FakePlatform platform = FakePlatform.start(FaultScript.none());
                EventDoor door = EventDoor.open(new OffsetClock(), event -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not now");
                    }
                    new PlatformClient(platform.port())
                            .send("k", event.path("channel").asText(), "[q1 1/1]");
                })) {
            platform.courier().deliverTo(List.of(door.port()));
            platform.ask("c", "u");

            assertThat(platform.ledger().awaitOpen(0, Duration.ofSeconds(10))).isTrue();
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void theSameSeedIsTheSameMisfortune() {
        FaultScript one = FaultScript.of(7, 0.5, FaultScript.Fault.ERROR, FaultScript.Fault.SLOW);
        FaultScript other = FaultScript.of(7, 0.5, FaultScript.Fault.ERROR, FaultScript.Fault.SLOW);

        for (int i = 0; i < 100; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
        assertThat(one.given()).isBetween(20, 80);
    }
}
