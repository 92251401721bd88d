package io.github.mlmentor.storage;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Job;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Jobs to rows and back. */
final class JobRows {
    static final String OPEN = "state in ('WAITING', 'ANSWERED')";
    static final String COLUMNS =
            "platform, workspace, channel, message, conversation, conversation_kind, author, text, scope, notes, addressed,"
                    + " objection, knowledge_only, received_at, due_at, state, attempts, revision";

    /** The plus keeps SQLite from walking through everything that was ever asked there in the order of numbers. */
    static final String NEXT = "select " + COLUMNS + " from job where conversation = :conversation and " + OPEN
            + " and (addressed = 1 or state = 'ANSWERED' or due_at <= :now) order by +number limit 1";

    static final String DUE = "select min(due_at) from job where conversation = :conversation and " + OPEN;

    private JobRows() {}

    static void insert(Handle handle, Job job, String journey) {
        handle.createUpdate("insert into job (id, key, " + COLUMNS + ", decision, reason, record, journey)"
                        + " values (:id, :key, :platform, :workspace, :channel, :message, :conversation, :kind, :author, :text,"
                        + " :scope, :notes, :addressed, :objection, :knowledgeOnly, :received, :due, :state, :attempts, :revision,"
                        + " '', '', '', :journey)")
                .bind("id", job.id())
                .bind("key", job.key().asText())
                .bind("platform", job.key().platform().name())
                .bind("workspace", job.key().workspace())
                .bind("channel", job.key().channel())
                .bind("message", job.key().message())
                .bind("conversation", job.conversation().id())
                .bind("kind", job.conversation().kind().name())
                .bind("author", job.author())
                .bind("text", job.text())
                .bind("scope", Json.write(job.scope()))
                .bind("notes", Json.write(job.notes()))
                .bind("addressed", job.addressed() ? 1 : 0)
                .bind("objection", job.objection().map(JobRows::write).orElse(null))
                .bind("knowledgeOnly", job.knowledgeOnly() ? 1 : 0)
                .bind("received", job.receivedAt().toEpochMilli())
                .bind("due", job.dueAt().toEpochMilli())
                .bind("state", job.state().name())
                .bind("attempts", job.attempts())
                .bind("revision", job.revision())
                .bind("journey", journey)
                .execute();
    }

    static Job read(ResultSet row) throws SQLException {
        return new Job(
                new MessageKey(
                        Platform.valueOf(row.getString("platform")),
                        row.getString("workspace"),
                        row.getString("channel"),
                        row.getString("message")),
                new Conversation(
                        row.getString("conversation"), Conversation.Kind.valueOf(row.getString("conversation_kind"))),
                row.getString("author"),
                row.getString("text"),
                Json.read(row.getString("scope")),
                Json.read(row.getString("notes")),
                row.getInt("addressed") == 1,
                readObjection(row.getString("objection")),
                row.getInt("knowledge_only") == 1,
                Instant.ofEpochMilli(row.getLong("received_at")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                Job.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getInt("revision"));
    }

    /** The job that is next in a conversation; see {@link io.github.mlmentor.intake.Inbox#next}. */
    static Optional<Job> next(Handle handle, String conversation, Instant now) {
        return handle.createQuery(NEXT)
                .bind("conversation", conversation)
                .bind("now", now.toEpochMilli())
                .map((row, context) -> read(row))
                .findOne();
    }

    /** When something can be done in a conversation, or empty when nothing is open. */
    static Optional<Instant> due(Handle handle, String conversation, Instant now) {
        Optional<Instant> next = next(handle, conversation, now).map(Job::dueAt);
        return next.isPresent()
                ? next
                : handle.createQuery(DUE)
                        .bind("conversation", conversation)
                        .mapTo(Long.class)
                        .findOne()
                        .map(Instant::ofEpochMilli);
    }

    /** Whether anything of a conversation is stored, done or not. */
    static boolean isKnown(Handle handle, String conversation) {
        return handle.createQuery("select exists (select 1 from job where conversation = :conversation)")
                .bind("conversation", conversation)
                .mapTo(boolean.class)
                .one();
    }

    private static String write(Admission.Declined declined) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("rule", declined.rule());
        fields.put("reason", declined.reason().name());
        fields.put("sentence", declined.sentence());
        Duration retryAfter = declined.retryAfter();
        if (retryAfter != null) {
            fields.put("retry_after", retryAfter.toString());
        }
        return Json.write(fields);
    }

    private static Optional<Admission.Declined> readObjection(@Nullable String json) {
        if (json == null) {
            return Optional.empty();
        }
        Map<String, String> fields = Json.read(json);
        String retryAfter = fields.get("retry_after");
        return Optional.of(new Admission.Declined(
                fields.getOrDefault("rule", ""),
                Reason.valueOf(fields.getOrDefault("reason", Reason.INTERNAL.name())),
                fields.getOrDefault("sentence", ""),
                retryAfter == null ? null : Duration.parse(retryAfter)));
    }
}
