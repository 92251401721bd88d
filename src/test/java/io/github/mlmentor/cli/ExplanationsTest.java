package io.github.mlmentor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.Checkpoint;
import io.github.mlmentor.intake.JobLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationsTest {
    private static final Path RULES = Path.of("src/main/java/io/github/mlmentor/intake/Rules.java");

    /** The rules are read from their source, so that a new one cannot be forgotten here. */
    @Test
    void everyRuleHasASentence() throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher name = Pattern.compile("\"([a-z]+(?:_[a-z]+)*)\"").matcher(Files.readString(RULES));
        while (name.find()) {
            names.add(name.group(1));
        }
        // Of a duplicate nothing is noted: the first of them tells the story.
        assertThat(names).contains("duplicate", "bot", "busy", "turns", "user_minute");
        names.remove("duplicate");
        assertThat(names).hasSizeGreaterThanOrEqualTo(13);
        for (String rule : names) {
            assertThat(Explanations.of(entry("ignored", rule)))
                    .as(rule)
                    .isNotEqualTo(rule)
                    .endsWith(".");
            assertThat(Explanations.of(entry("delivered", "", step("admitted", rule))))
                    .as(rule)
                    .isEqualTo(Explanations.of(entry("ignored", rule)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"people_answered", "not_sure", "unconfirmed", "gave_up"})
    void everyReasonHasASentence(String reason) {
        assertThat(Explanations.of(entry("withheld", reason)))
                .isNotEqualTo(reason)
                .endsWith(".");
    }

    @Test
    void whatIsNotDoneSaysWhatItWaitsFor() {
        assertThat(Explanations.of(entry("waiting", ""))).contains("waits for a worker");
        assertThat(Explanations.of(entry("waiting", "", step("failed", "attempt_1"))))
                .contains("repeated");
        assertThat(Explanations.of(entry("answered", ""))).contains("on its way.");
        assertThat(Explanations.of(entry("answered", "", step("postponed", "a"), step("postponed", "b"))))
                .contains("(b)");
    }

    @Test
    void whatIsDoneSaysHow() {
        assertThat(Explanations.of(entry("delivered", "", step("admitted", "admitted"))))
                .contains("confirmed");
        assertThat(Explanations.of(entry("undeliverable", "channel_gone"))).contains("channel_gone");
        assertThat(Explanations.of(entry("withdrawn", ""))).contains("deleted");
        assertThat(Explanations.of(entry("withheld", ""))).contains("No reason");
    }

    private static Checkpoint step(String step, String outcome) {
        return new Checkpoint(Instant.EPOCH, step, outcome);
    }

    private static JobLog.Entry entry(String state, String reason, Checkpoint... journey) {
        return new JobLog.Entry("job", "key", state, "", reason, Instant.EPOCH, List.of(journey));
    }
}
