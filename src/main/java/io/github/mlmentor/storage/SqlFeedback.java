package io.github.mlmentor.storage;

import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Person;
import java.time.Instant;

/** What people thought of answers, in SQL. Thread-safe. */
public final class SqlFeedback implements Feedback {
    private final Database database;

    /** Keeps opinions. */
    public SqlFeedback(Database database) {
        this.database = database;
    }

    @Override
    public void note(String job, Person person, boolean helpful, String reason, String note, Instant at) {
        database.durably(handle -> handle.createUpdate(
                        "insert into feedback (job, platform, workspace, author, helpful, reason, note,"
                                + " at) values (:job, :platform, :workspace, :author, :helpful, :reason, :note, :at)"
                                + " on conflict (job, platform, workspace, author) do update set helpful = excluded.helpful,"
                                + " reason = excluded.reason, note = excluded.note, at = excluded.at")
                .bind("job", job)
                .bind("platform", person.platform().name())
                .bind("workspace", person.workspace())
                .bind("author", person.id())
                .bind("helpful", helpful ? 1 : 0)
                .bind("reason", reason)
                .bind("note", note)
                .bind("at", at.toEpochMilli())
                .execute());
    }
}
