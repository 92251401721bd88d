package io.github.mlmentor.storage;

import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.Policies;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What channels and people want, in SQL. Thread-safe. */
public final class SqlPolicies implements Policies {
    private final Database database;
    private final Standing standing;
    private final Clock clock;

    /** Keeps policies; channels that nobody has set have the default. */
    public SqlPolicies(Database database, Clock clock) {
        this(database, new Standing(key -> ChannelPolicy.DEFAULT, true), clock);
    }

    /** Keeps policies; what nobody has set is as it stands in the settings. */
    public SqlPolicies(Database database, Standing standing, Clock clock) {
        this.database = database;
        this.standing = standing;
        this.clock = clock;
    }

    /**
     * What holds where nobody has set anything.
     *
     * @param outsiders whether people of other organisations are answered in shared channels
     */
    public record Standing(Function<MessageKey, ChannelPolicy> channels, boolean outsiders) {}

    @Override
    public boolean welcomesOutsiders() {
        return standing.outsiders();
    }

    @Override
    public ChannelPolicy of(MessageKey key) {
        return database.read(handle -> handle.createQuery("select mode, patience_seconds, scope, tone,"
                        + " administrators from channel_policy"
                        + " where platform = :platform and workspace = :workspace and channel = :channel")
                .bind("platform", key.platform().name())
                .bind("workspace", key.workspace())
                .bind("channel", key.channel())
                .map((row, context) -> new ChannelPolicy(
                        ChannelPolicy.Mode.valueOf(row.getString("mode")),
                        Duration.ofSeconds(row.getLong("patience_seconds")),
                        Json.read(row.getString("scope")),
                        ChannelPolicy.Tone.valueOf(row.getString("tone")),
                        Json.read(row.getString("administrators")).keySet()))
                .findOne()
                .orElseGet(() -> standing.channels().apply(key)));
    }

    @Override
    public void set(MessageKey key, ChannelPolicy policy) {
        database.durably(handle -> handle.createUpdate("insert into channel_policy (platform, workspace, channel, mode,"
                        + " patience_seconds, scope, tone, administrators) values (:platform, :workspace, :channel,"
                        + " :mode, :patience, :scope, :tone, :administrators)"
                        + " on conflict (platform, workspace, channel) do update set mode = excluded.mode,"
                        + " patience_seconds = excluded.patience_seconds, scope = excluded.scope, tone = excluded.tone,"
                        + " administrators = excluded.administrators")
                .bind("platform", key.platform().name())
                .bind("workspace", key.workspace())
                .bind("channel", key.channel())
                .bind("mode", policy.mode().name())
                .bind("patience", policy.patience().toSeconds())
                .bind("scope", Json.write(policy.scope()))
                .bind("tone", policy.tone().name())
                .bind(
                        "administrators",
                        Json.write(policy.administrators().stream()
                                .collect(Collectors.toMap(Function.identity(), id -> ""))))
                .execute());
    }

    @Override
    public boolean hasOptedOut(Person person) {
        return database.read(handle -> handle.createQuery("select count(*) from opted_out"
                                + " where platform = :platform and workspace = :workspace and author = :author")
                        .bind("platform", person.platform().name())
                        .bind("workspace", person.workspace())
                        .bind("author", person.id())
                        .mapTo(int.class)
                        .one())
                > 0;
    }

    @Override
    public void optOut(Person person, boolean out) {
        String sql = out
                ? "insert into opted_out (platform, workspace, author, at) values (:platform, :workspace, :author, :at)"
                        + " on conflict (platform, workspace, author) do nothing"
                : "delete from opted_out where platform = :platform and workspace = :workspace and author = :author"
                        + " and at <= :at";
        database.durably(handle -> handle.createUpdate(sql)
                .bind("platform", person.platform().name())
                .bind("workspace", person.workspace())
                .bind("author", person.id())
                .bind("at", clock.instant().toEpochMilli())
                .execute());
    }
}
