package io.github.mlmentor.storage;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Outbox;
import io.github.mlmentor.intake.Part;
import io.github.mlmentor.intake.Parts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The outbox in SQL. Thread-safe. */
public final class SqlOutbox implements Outbox {
    private static final String COLUMNS = "key, job, ordinal, payload, replaces, state, attempts";
    private static final String OPEN = "state in ('WAITING', 'SENDING')";

    private final Database database;
    private final Clock clock;

    /** Keeps parts. */
    public SqlOutbox(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Stores the parts of an answer in the transaction that stores the answer. */
    static void store(Handle handle, Job job, Answerer.Outcome outcome, Instant at) {
        List<Part> before = List.of();
        Map<String, String> receipts = new LinkedHashMap<>();
        if (job.revision() > 0) {
            before = parts(handle, job);
            handle.createQuery("select key, receipt from part where job = :job and state = 'DELIVERED'")
                    .bind("job", job.id())
                    .mapToMap(String.class)
                    .forEach(row -> receipts.put(row.get("key"), row.get("receipt")));
            handle.createUpdate("delete from part where job = :job")
                    .bind("job", job.id())
                    .execute();
        }
        List<Part> parts = Parts.of(job, outcome, before, receipts);
        for (Part part : parts) {
            handle.createUpdate("insert into part (" + COLUMNS + ", reason)"
                            + " values (:key, :job, :ordinal, :payload, :replaces, :state, :attempts, '')")
                    .bind("key", part.key())
                    .bind("job", part.job())
                    .bind("ordinal", part.ordinal())
                    .bind("payload", part.payload())
                    .bind("replaces", part.replaces())
                    .bind("state", part.state().name())
                    .bind("attempts", part.attempts())
                    .execute();
        }
        if (!parts.isEmpty()) {
            note(handle, job.id(), Journey.line(at, "sent", "part_0"));
        }
    }

    @Override
    public List<Part> parts(Job job) {
        return database.read(handle -> parts(handle, job));
    }

    private static List<Part> parts(Handle handle, Job job) {
        return handle.createQuery("select " + COLUMNS + " from part where job = :job order by ordinal")
                .bind("job", job.id())
                .map((row, context) -> part(row))
                .list();
    }

    private static Part part(ResultSet row) throws SQLException {
        return new Part(
                row.getString("key"),
                row.getString("job"),
                row.getInt("ordinal"),
                row.getString("payload"),
                row.getString("replaces"),
                Part.State.valueOf(row.getString("state")),
                row.getInt("attempts"));
    }

    @Override
    public void sending(Part part) {
        database.inTransaction(handle -> {
            handle.createUpdate("update part set state = 'SENDING', attempts = attempts + 1 where key = :key")
                    .bind("key", part.key())
                    .execute();
            return note(handle, part.job(), Journey.line(clock.instant(), "sent", "part_" + part.ordinal() + "_again"));
        });
    }

    @Override
    public void delivered(Part part, Delivery.Delivered delivery, Instant at) {
        settle(part, Part.State.DELIVERED, delivery.message(), "", at);
    }

    @Override
    public void undeliverable(Part part, String reason, Instant at) {
        settle(part, Part.State.UNDELIVERABLE, "", reason, at);
    }

    @Override
    public void postponed(Part part, Instant until, String reason, boolean unknown) {
        database.inTransaction(handle -> {
            handle.createUpdate("update part set state = :state, reason = :reason where key = :key")
                    .bind("state", unknown ? Part.State.SENDING.name() : Part.State.WAITING.name())
                    .bind("reason", reason)
                    .bind("key", part.key())
                    .execute();
            return handle.createUpdate("update job set due_at = :until, journey = journey || :line where id = :job")
                    .bind("until", until.toEpochMilli())
                    .bind("line", Journey.line(clock.instant(), "postponed", reason))
                    .bind("job", part.job())
                    .execute();
        });
    }

    private void settle(Part part, Part.State state, String receipt, String reason, Instant at) {
        database.inTransaction(handle -> {
            handle.createUpdate("update part set state = :state, receipt = :receipt, reason = :reason where key = :key")
                    .bind("state", state.name())
                    .bind("receipt", receipt)
                    .bind("reason", reason)
                    .bind("key", part.key())
                    .execute();
            String line = Journey.line(
                    at, state == Part.State.DELIVERED ? "acknowledged" : "undeliverable", "part_" + part.ordinal());
            Optional<Integer> next = handle.createQuery(
                            "select ordinal from part where job = :job and " + OPEN + " order by ordinal limit 1")
                    .bind("job", part.job())
                    .mapTo(Integer.class)
                    .findOne();
            if (next.isEmpty()) {
                return close(handle, part, reason, line, at);
            }
            handle.createUpdate("update part set state = 'SENDING', attempts = attempts + 1"
                            + " where job = :job and ordinal = :ordinal")
                    .bind("job", part.job())
                    .bind("ordinal", next.get())
                    .execute();
            return note(handle, part.job(), line + Journey.line(at, "sent", "part_" + next.get()));
        });
    }

    /** Closes the job, or has it answered anew when its question was edited while the answer went out. */
    private static int close(Handle handle, Part part, String reason, String line, Instant at) {
        int failed = handle.createQuery("select count(*) from part where job = :job and state = 'UNDELIVERABLE'")
                .bind("job", part.job())
                .mapTo(int.class)
                .one();
        String state = failed == 0 ? Job.State.DELIVERED.name() : Job.State.UNDELIVERABLE.name();
        if (failed > 0) {
            // What may be visible without our knowing cannot be replaced; another answer beside it would be one too
            // many.
            handle.createUpdate("update job set edited = null where id = :job")
                    .bind("job", part.job())
                    .execute();
        }
        return handle.createUpdate(
                        "update job set state = case when edited is null then :state else 'WAITING' end,"
                                + " text = coalesce(edited, text), revision = revision + case when edited is null then 0 else 1 end,"
                                + " record = case when edited is null then record else '' end,"
                                + " attempts = case when edited is null then attempts else 0 end, edited = null,"
                                + " due_at = :at, reason = :reason, journey = journey || :line where id = :job and state = 'ANSWERED'")
                .bind("state", state)
                .bind("at", at.toEpochMilli())
                .bind("reason", failed == 0 || !reason.isEmpty() ? reason : "undeliverable")
                .bind("line", line + Journey.line(at, "closed", state))
                .bind("job", part.job())
                .execute();
    }

    private static int note(Handle handle, String job, String line) {
        return handle.createUpdate("update job set journey = journey || :line where id = :job")
                .bind("line", line)
                .bind("job", job)
                .execute();
    }
}
