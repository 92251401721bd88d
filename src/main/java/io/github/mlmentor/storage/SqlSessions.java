package io.github.mlmentor.storage;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.console.Sessions;
import io.github.mlmentor.intake.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is signed in to the console, in SQL, so that a restart signs nobody out. Thread-safe. */
public final class SqlSessions implements Sessions {
    private final Database database;

    /** Keeps sessions. */
    public SqlSessions(Database database) {
        this.database = database;
    }

    @Override
    public void begin(String id, Session session) {
        database.inTransaction(handle -> {
            int begun = handle.createUpdate("insert into console_session (id, operator, begun_at, seen_at)"
                            + " values (:id, :operator, :begun, :seen)")
                    .bind("id", id)
                    .bind("operator", session.operator() ? 1 : 0)
                    .bind("begun", session.begunAt().toEpochMilli())
                    .bind("seen", session.seenAt().toEpochMilli())
                    .execute();
            for (Person person : session.people()) {
                handle.createUpdate("insert into console_person (session, platform, workspace, author)"
                                + " values (:id, :platform, :workspace, :author) on conflict do nothing")
                        .bind("id", id)
                        .bind("platform", person.platform().name())
                        .bind("workspace", person.workspace())
                        .bind("author", person.id())
                        .execute();
            }
            return begun;
        });
    }

    @Override
    public Optional<Session> find(String id) {
        return database.read(handle -> {
            List<Person> people = handle.createQuery("select platform, workspace, author from console_person"
                            + " where session = :id order by platform, workspace")
                    .bind("id", id)
                    .map((row, context) -> new Person(
                            Platform.valueOf(row.getString("platform")),
                            row.getString("workspace"),
                            row.getString("author")))
                    .list();
            return handle.createQuery("select operator, begun_at, seen_at from console_session where id = :id")
                    .bind("id", id)
                    .map((row, context) -> new Session(
                            people,
                            row.getInt("operator") == 1,
                            Instant.ofEpochMilli(row.getLong("begun_at")),
                            Instant.ofEpochMilli(row.getLong("seen_at"))))
                    .findOne();
        });
    }

    @Override
    public void seen(String id, Instant at) {
        database.inTransaction(handle -> handle.createUpdate(
                        "update console_session set seen_at = :at where id = :id and seen_at < :at")
                .bind("id", id)
                .bind("at", at.toEpochMilli())
                .execute());
    }

    @Override
    public void end(String id) {
        database.durably(handle -> {
            handle.createUpdate("delete from console_person where session = :id")
                    .bind("id", id)
                    .execute();
            return handle.createUpdate("delete from console_session where id = :id")
                    .bind("id", id)
                    .execute();
        });
    }

    @Override
    public void endOld(Instant seenBefore, Instant begunBefore) {
        database.inTransaction(handle -> {
            String old = "seen_at < :seen or begun_at < :begun";
            handle.createUpdate("delete from console_person where session in (select id from console_session where "
                            + old + ")")
                    .bind("seen", seenBefore.toEpochMilli())
                    .bind("begun", begunBefore.toEpochMilli())
                    .execute();
            return handle.createUpdate("delete from console_session where " + old)
                    .bind("seen", seenBefore.toEpochMilli())
                    .bind("begun", begunBefore.toEpochMilli())
                    .execute();
        });
    }

    /** {@inheritDoc} Those that nobody came back with go a day later, by whichever comes next. */
    @Override
    public void expect(String ticket, Instant until) {
        database.inTransaction(handle -> {
            handle.createUpdate("delete from console_ticket where until < :old")
                    .bind("old", until.minusSeconds(86_400).toEpochMilli())
                    .execute();
            return handle.createUpdate("insert into console_ticket (ticket, until) values (:ticket, :until)")
                    .bind("ticket", ticket)
                    .bind("until", until.toEpochMilli())
                    .execute();
        });
    }

    @Override
    public boolean redeem(String ticket, Instant now) {
        return database.durably(handle -> handle.createUpdate(
                                "delete from console_ticket where ticket = :ticket and until > :now")
                        .bind("ticket", ticket)
                        .bind("now", now.toEpochMilli())
                        .execute())
                == 1;
    }
}
