package io.github.mlmentor.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.telemetry.HealthCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that share the connections. */
class ShardRangeTest {
    @TempDir
    Path folder;

    @Test
    void aRangeBeyondTheShardsIsNamedWithTheMend() {
        try (DiscordSite site = DiscordSite.closed(folder)) {
            site.shards("4");
            site.shardRange("2-7");
            site.begin();
            DiscordSite.until(() -> site.door().check().detail().contains("goes up to 7"));
            HealthCheck.Health health = site.door().check();
            assertThat(health.detail()).contains("discord.shard_range goes up to 7, and there are only 4 shards");
            assertThat(health.mend()).contains("discord.shards", "discord.shard_range");
            assertThat(site.fake.gateway().connections()).isZero();
            assertThat(site.violations()).isEmpty();
        }
    }

    @Test
    void aProcessConnectsItsOwnShardsOnly() {
        try (DiscordSite site = DiscordSite.closed(folder)) {
            site.shards("4");
            site.shardRange("2-3");
            // Not waited for as usual: the commands are another process's, which has the first shard.
            site.begin();
            DiscordSite.until(() -> site.door().check().status() == HealthCheck.Status.OK);
            assertThat(site.fake.gateway().connections()).isEqualTo(2);
            assertThat(site.fake.see().commands("")).isEmpty();
            assertThat(site.violations()).isEmpty();
        }
    }
}
