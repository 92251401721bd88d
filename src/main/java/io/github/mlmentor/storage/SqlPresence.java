package io.github.mlmentor.storage;

import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.intake.Presence;
import java.time.Instant;
import java.util.Optional;

/** When people last wrote, in SQL. Thread-safe. */
public final class SqlPresence implements Presence {
    private final Database database;

    /** Keeps moments. */
    public SqlPresence(Database database) {
        this.database = database;
    }

    @Override
    public void spoke(MessageKey key, String conversation, String author, Instant at) {
        database.inTransaction(
                handle -> handle.createUpdate("insert into presence (conversation, platform, workspace, at)"
                                + " select :conversation, :platform, :workspace, :at where not exists (select 1 from job where conversation = :conversation"
                                + " and author = :author and (state = 'WAITING' or number ="
                                + " (select max(number) from job where conversation = :conversation)))"
                                + " on conflict (conversation) do update set at = excluded.at")
                        .bind("conversation", conversation)
                        .bind("platform", key.platform().name())
                        .bind("workspace", key.workspace())
                        .bind("author", author)
                        .bind("at", at.toEpochMilli())
                        .execute());
    }

    @Override
    public Optional<Instant> lastSpoke(String conversation) {
        return database.read(handle -> handle.createQuery("select at from presence where conversation = :conversation")
                .bind("conversation", conversation)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli));
    }
}
