package io.github.mlmentor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.telemetry.HealthCheck.Health;
import io.github.mlmentor.telemetry.HealthCheck.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeCheckTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path root;

    @Test
    void soundKnowledgeIsCounted() {
        KnowledgeFiles.sound(root);

        assertThat(check()).isEqualTo(Health.ok("4 articles, 1 resources"));
    }

    @Test
    void problemsAreAWarningThatNamesTheCommand() {
        KnowledgeFiles.sound(root).write("broken.md", "no front matter");

        assertThat(check())
                .isEqualTo(Health.warning("4 articles, 1 resources, 1 problems", "run \"ml-mentor knowledge lint\""));
    }

    @Test
    void noArticleIsAFailureThatNamesTheSetting() {
        new KnowledgeFiles(root);

        assertThat(check().status()).isEqualTo(Status.FAILURE);
        assertThat(check().detail()).isEqualTo("no article");
        assertThat(check().mend()).contains("knowledge.dir", "MENTOR_KNOWLEDGE_DIR");
    }

    @Test
    void aFolderThatIsNotThereIsAFailureAndNoException() {
        assertThat(check().status()).isEqualTo(Status.FAILURE);
        assertThat(check().mend()).contains("MENTOR_KNOWLEDGE_DIR");
    }

    private Health check() {
        KnowledgeLoader loader = new KnowledgeLoader(
                List.of(MarkdownFolder.curated(root.resolve("knowledge"))), root.resolve("resources.yaml"));
        KnowledgeCheck check = new KnowledgeCheck(() -> new Library(loader, CLOCK));
        assertThat(check.name()).isEqualTo("knowledge");
        return check.check();
    }
}
