package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.Databases;
import io.github.mlmentor.storage.Seal;
import io.github.mlmentor.storage.SqlInstallations;
import io.github.mlmentor.telemetry.HealthCheck.Health;
import io.github.mlmentor.telemetry.HealthCheck.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledCheckTest {
    private static final String PAGE = "https://mentor.example.org/slack/install";
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Databases.sqlite(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private SqlInstallations under(String key) {
        return new SqlInstallations(database, Seal.of(key));
    }

    private SqlInstallations stored() {
        return under("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    }

    private static Health check(Installations installations) {
        return new InstalledCheck(() -> Optional.of(installations), PAGE).check();
    }

    private static Installation in(String team, String refresh) {
        return new Installation(team, "", "U", "xoxb-" + team, refresh, AT, "", "", AT);
    }

    @Test
    void whereNobodyHasInstalledItThePageIsNamed() {
        assertThat(check(stored()).status()).isEqualTo(Status.WARNING);
        assertThat(check(stored()).mend()).contains(PAGE);
        assertThat(new InstalledCheck(Optional::empty, PAGE).check()).isEqualTo(check(stored()));
    }

    @Test
    void workspacesThatCanBeServedAreCounted() {
        stored().save(in("T1", "xoxe-1"));
        stored().save(in("T2", "xoxe-2"));
        assertThat(check(stored())).isEqualTo(Health.ok("2 installed the app"));
    }

    @Test
    void aWorkspaceWhoseTokensEndIsNamed() {
        stored().save(in("T1", "xoxe-1"));
        stored().save(in("T2", ""));
        assertThat(check(stored()).status()).isEqualTo(Status.FAILURE);
        assertThat(check(stored()).detail()).contains("T2").doesNotContain("T1");
        assertThat(check(stored()).mend()).contains(PAGE);
    }

    @Test
    void tokensUnderAnotherKeyAreAFailureThatNamesTheSetting() {
        stored().save(in("T1", "xoxe-1"));
        Health health = check(under("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="));
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail()).contains("T1", "MENTOR_ENCRYPTION_KEY");
    }

    @Test
    void settingsThatAreWrongAreAFailure() {
        Health health = new InstalledCheck(
                        () -> {
                            throw new IllegalArgumentException("no key; make one");
                        },
                        PAGE)
                .check();
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail()).isEqualTo("no key; make one");
    }
}
