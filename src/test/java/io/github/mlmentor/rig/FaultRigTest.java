package io.github.mlmentor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A moment of every scenario, to see that the promise holds at all; {@link RigCommand} runs them for as long as it takes to believe
 * it.
 */
@Timeout(120)
class FaultRigTest {
    @TempDir
    private static Path shared;

    private static @Nullable RigPostgres postgres;

    @TempDir
    private Path folder;

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "kill, sqlite, --kills 2 --linger 500",
        "kill, postgresql, --kills 1 --linger 500",
        "sigterm, sqlite, --rounds 1 --linger 500",
        "two, postgresql, --kills 1 --linger 500",
        "locked, sqlite, --seconds 1 --linger 200",
        "away, postgresql, --rounds 1 --tempo 25 --linger 500",
        "pairs, sqlite, --questions 40 --linger 500",
        "pairs, postgresql, --questions 40 --linger 500",
        "sends, sqlite, --questions 30 --linger 2500",
        "clock, sqlite, --tempo 20 --compose 400 --linger 200",
        "damaged, sqlite, --linger 200",
        "flood, sqlite, --questions 100 --rounds 1 --linger 200",
        "model, sqlite, --seconds 1 --closes 0"
    })
    void everyQuestionThatWasTakenIsAnsweredOnce(String scenario, String database, String size) throws Exception {
        String obstacle = database.equals("postgresql") ? RigPostgres.obstacle() : null;
        assumeTrue(obstacle == null, () -> "Skipped: " + obstacle);

        Verdict verdict = Scenarios.run(
                Scenarios.named(scenario), database, 1, new Options(size.split(" ")), folder, FaultRigTest::server);

        assertThat(verdict.isClean()).as(verdict.row()).isTrue();
        assertThat(verdict.questions()).as(verdict.row()).isPositive();
    }

    private static RigPostgres server() {
        RigPostgres running = postgres == null ? RigPostgres.start(shared.resolve("postgres")) : postgres;
        postgres = running;
        return running;
    }
}
