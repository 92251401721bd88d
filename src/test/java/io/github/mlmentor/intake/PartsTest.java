package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {
    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void theFirstPartIsAboutToBeSentAndTheOthersWait() {
        List<Part> parts = parts(List.of(), Map.of(), "a", "b");
        assertThat(parts).extracting(Part::payload).containsExactly("a", "b");
        assertThat(parts).extracting(Part::ordinal).containsExactly(0, 1);
        assertThat(parts).extracting(Part::state).containsExactly(Part.State.SENDING, Part.State.WAITING);
        assertThat(parts).extracting(Part::attempts).containsExactly(1, 0);
        assertThat(parts).extracting(Part::replaces).containsOnlyNulls();
        assertThat(parts).extracting(Part::key).doesNotHaveDuplicates();
        assertThat(parts).extracting(Part::job).containsOnly(job().id());
    }

    @Test
    void nothingToSayMakesNoParts() {
        assertThat(parts(List.of(), Map.of())).isEmpty();
    }

    @Test
    void onlyWhatIsVisibleIsReplaced() {
        List<Part> before = parts(List.of(), Map.of(), "a", "b", "c");
        Map<String, String> receipts =
                Map.of(before.get(0).key(), "m0", before.get(2).key(), "m2");
        List<Part> after = parts(before, receipts, "x");
        assertThat(after).extracting(Part::replaces).containsExactly("m0", "m2");
        assertThat(after).extracting(Part::payload).containsExactly("x", "");
    }

    @Test
    void whatWasTakenAwayIsNotReplaced() {
        Part removal = new Part("k", job().id(), 0, "", "m0", Part.State.DELIVERED, 1);
        assertThat(parts(List.of(removal), Map.of("k", "m0"), "x"))
                .extracting(Part::replaces)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource({"0, 500", "1, 1000", "2, 2000", "6, 32000", "7, 60000", "10, 60000", "2000000000, 60000"})
    void pausesDoubleUpToAMinute(int attempts, long millis) {
        assertThat(Pauses.after(attempts)).isEqualTo(Duration.ofMillis(millis));
    }

    private List<Part> parts(List<Part> before, Map<String, String> receipts, String... payloads) {
        return Parts.of(job(), ScriptedAnswerer.saying(payloads), before, receipts);
    }

    private Job job() {
        bench.ask("1", "q");
        return bench.job("1");
    }
}
