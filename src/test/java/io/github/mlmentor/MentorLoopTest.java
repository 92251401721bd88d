package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody could ask the bot yesterday, it answers today, in a mentor's words and by his name. */
class MentorLoopTest {
    @TempDir
    private Path folder;

    @Test
    void aQuestionGoesToAMentorAndComesBackAsKnowledge() throws Exception {
        MentorLoop.Outcome outcome = MentorLoop.run(folder, false, "");

        assertThat(outcome.seconds()).containsOnlyKeys("Slack", "Discord");
        assertThat(outcome.files()).contains("_questions.jsonl").hasSizeGreaterThanOrEqualTo(3);
        assertThat(outcome.violations()).isEmpty();
    }
}
