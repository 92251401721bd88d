package io.github.mlmentor.storage;

import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The inbox in SQL. Thread-safe. */
public final class SqlInbox implements Inbox {
    /** Whoever edits an older message does not expect an answer to it. */
    private static final Duration EDITABLE = Duration.ofHours(1);

    static final String OPEN = "select count(*) from job where " + JobRows.OPEN;

    static final String PILED_UP = "select (select count(*) from job where platform = :platform"
            + " and workspace = :workspace and author = :author and " + JobRows.OPEN + ")"
            + " + (select count(*) from job where platform = :platform and workspace = :workspace and " + JobRows.OPEN
            + ") / 10";

    private static final String KNOWN = "select count(*) from claim where job = :job";
    private static final String IN_WORKSPACE = "platform = :platform and workspace = :workspace";
    private static final String BY_PERSON = IN_WORKSPACE + " and author = :author";
    private static final String TURNS =
            "select count(*) from job where conversation = :conversation and received_at > :turns";

    /** One look for all that the rules ask; each part is the same as in the questions asked one by one. */
    private static final String CENSUS = "select (" + KNOWN + ") as known, (" + TURNS + ") as turns, (" + OPEN
            + ") as open_now, (" + kept(BY_PERSON, "minute", "user_minute") + ") as user_minute, ("
            + kept(BY_PERSON, "day", "user_day") + ") as user_day, (" + kept(IN_WORKSPACE, "day", "server_day")
            + ") as server_day";

    private final Database database;
    private final DbSchedulerJobs jobs;
    private final Clock clock;

    /** Keeps messages and has their conversations woken. */
    public SqlInbox(Database database, DbSchedulerJobs jobs, Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public boolean knows(MessageKey key) {
        return count(KNOWN, query -> query.bind("job", Job.id(key))) > 0;
    }

    @Override
    public boolean keep(Job job, Instant writtenAt) {
        return database.durably(handle -> {
            database.lockConversation(handle, job.conversation().id());
            int claimed = handle.createUpdate(
                            "insert into claim (job, at) values (:job, :at) on conflict (job) do nothing")
                    .bind("job", job.id())
                    .bind("at", job.receivedAt().toEpochMilli())
                    .execute();
            if (claimed == 0) {
                return false;
            }
            int piledUp = piledUp(handle, job.person());
            String admitted = job.objection()
                    .map(Admission.Declined::rule)
                    .orElse(job.knowledgeOnly() ? "knowledge_only" : "admitted");
            JobRows.insert(
                    handle,
                    job,
                    Journey.line(writtenAt, "received", job.addressed() ? "addressed" : "overheard")
                            + Journey.line(job.receivedAt(), "admitted", admitted));
            jobs.wake(job.conversation().id(), job.dueAt(), piledUp);
            return true;
        });
    }

    /** How much of the workers' time this person, and a little of that his workspace, already claims. */
    private static int piledUp(Handle handle, Person person) {
        return handle.createQuery(PILED_UP)
                .bind("platform", person.platform().name())
                .bind("workspace", person.workspace())
                .bind("author", person.id())
                .mapTo(int.class)
                .one();
    }

    @Override
    public void ignore(MessageKey key, String reason, Instant at) {
        database.inTransaction(handle -> handle.createUpdate(
                        "insert into ignored (job, key, platform, workspace, reason, at)"
                                + " values (:job, :key, :platform, :workspace, :reason, :at) on conflict (job) do nothing")
                .bind("job", Job.id(key))
                .bind("key", key.asText())
                .bind("platform", key.platform().name())
                .bind("workspace", key.workspace())
                .bind("reason", reason)
                .bind("at", at.toEpochMilli())
                .execute());
    }

    @Override
    public int keptFrom(Person person, Instant since, int most) {
        return count(
                kept(BY_PERSON, "since", "most"),
                query -> query.bind("platform", person.platform().name())
                        .bind("workspace", person.workspace())
                        .bind("author", person.id())
                        .bind("since", since.toEpochMilli())
                        .bind("most", most));
    }

    @Override
    public int keptIn(Person anybody, Instant since, int most) {
        return count(
                kept(IN_WORKSPACE, "since", "most"),
                query -> query.bind("platform", anybody.platform().name())
                        .bind("workspace", anybody.workspace())
                        .bind("since", since.toEpochMilli())
                        .bind("most", most));
    }

    @Override
    public int turnsOf(String conversation, Instant since) {
        return count(TURNS, query -> query.bind("conversation", conversation).bind("turns", since.toEpochMilli()));
    }

    /** Counts what was kept and not declined, and no further than a limit. */
    private static String kept(String by, String since, String most) {
        return "select count(*) from (select 1 from job where " + by + " and received_at > :" + since
                + " and objection is null limit :" + most + ") as kept";
    }

    @Override
    public Optional<Instant> lastOurs(String conversation) {
        return database.read(
                handle -> handle.createQuery("select received_at from job where conversation = :conversation"
                                + " and (addressed = 1 or state in ('ANSWERED', 'DELIVERED'))"
                                + " order by number desc limit 1")
                        .bind("conversation", conversation)
                        .mapTo(Long.class)
                        .findOne()
                        .map(Instant::ofEpochMilli));
    }

    @Override
    public Census census(MessageKey key, String conversation, Person person, Since since, Limits limits) {
        return database.read(handle -> handle.createQuery(CENSUS)
                .bind("job", Job.id(key))
                .bind("conversation", conversation)
                .bind("platform", person.platform().name())
                .bind("workspace", person.workspace())
                .bind("author", person.id())
                .bind("turns", since.turns().toEpochMilli())
                .bind("minute", since.minute().toEpochMilli())
                .bind("day", since.day().toEpochMilli())
                .bind("user_minute", limits.userMinute())
                .bind("user_day", limits.userDay())
                .bind("server_day", limits.serverDay())
                .map((row, context) -> new Census(
                        row.getInt("known") > 0,
                        row.getInt("turns"),
                        row.getInt("open_now"),
                        row.getInt("user_minute"),
                        row.getInt("user_day"),
                        row.getInt("server_day")))
                .one());
    }

    @Override
    public int open() {
        return count(OPEN, query -> query);
    }

    @Override
    public Optional<Job> next(String conversation, Instant now) {
        return database.read(handle -> JobRows.next(handle, conversation, now));
    }

    @Override
    public Optional<Job> find(String id) {
        return database.read(handle -> handle.createQuery("select " + JobRows.COLUMNS + " from job where id = :job")
                .bind("job", id)
                .map((row, context) -> JobRows.read(row))
                .findOne());
    }

    @Override
    public void begun(Job job) {
        database.inTransaction(handle -> handle.createUpdate("update job set attempts = attempts + 1 where id = :job")
                .bind("job", job.id())
                .execute());
    }

    @Override
    public void failed(Job job, Instant dueAt) {
        database.inTransaction(handle -> handle.createUpdate(
                        "update job set due_at = :due, journey = journey || :line where id = :job and state = 'WAITING'")
                .bind("due", dueAt.toEpochMilli())
                .bind("line", Journey.line(clock.instant(), "failed", "attempt_" + (job.attempts() + 1)))
                .bind("job", job.id())
                .execute());
    }

    @Override
    public boolean answered(Job job, Answerer.Outcome outcome, Instant at) {
        boolean silent = outcome.payloads().isEmpty() && job.revision() == 0;
        StringBuilder journey = new StringBuilder();
        Instant step = at.minus(outcome.steps().values().stream().reduce(Duration.ZERO, Duration::plus));
        for (Map.Entry<String, Duration> taken : outcome.steps().entrySet()) {
            step = step.plus(taken.getValue());
            journey.append(Journey.line(step, taken.getKey(), taken.getValue().toMillis() + "_ms"));
        }
        journey.append(Journey.line(at, "answered", outcome.decision()));
        return database.recoverably(handle -> {
            // A question that was edited while it was answered is answered once more.
            int changed = handle.createUpdate("update job set state = :state, decision = :decision, record = :record,"
                            + " reason = :reason, journey = journey || :journey"
                            + " where id = :job and state = 'WAITING' and text = :text")
                    .bind("state", silent ? Job.State.WITHHELD.name() : Job.State.ANSWERED.name())
                    .bind("decision", outcome.decision())
                    .bind("record", outcome.record())
                    .bind("reason", silent ? "not_sure" : "")
                    .bind("journey", journey.toString())
                    .bind("job", job.id())
                    .bind("text", job.text())
                    .execute();
            if (changed > 0 && !silent) {
                SqlOutbox.store(handle, job, outcome, at);
            }
            return changed > 0;
        });
    }

    @Override
    public void close(Job job, Job.State state, String reason, Instant at) {
        database.inTransaction(handle -> handle.createUpdate(
                        "update job set state = :state, reason = :reason, journey = journey || :line where id = :job and "
                                + JobRows.OPEN)
                .bind("state", state.name())
                .bind("reason", reason)
                .bind("line", Journey.line(at, "closed", reason))
                .bind("job", job.id())
                .execute());
    }

    @Override
    public Edit edit(MessageKey key, String text, Instant at) {
        Optional<Job> found = find(key);
        if (found.isEmpty()) {
            return Edit.NOTHING;
        }
        String conversation = found.get().conversation().id();
        return database.durably(handle -> {
            database.lockConversation(handle, conversation);
            Job job = find(key).orElse(found.get());
            // A deleted question has no text; what is heard of it later was said before.
            if (job.objection().isPresent()
                    || job.text().isEmpty()
                    || job.text().equals(text)
                    || job.receivedAt().plus(EDITABLE).isBefore(at)) {
                return Edit.NOTHING;
            }
            String line = Journey.line(at, "edited", job.state().name());
            if (set(handle, job, "text = :text, attempts = 0", "state = 'WAITING'", text, line)) {
                return Edit.IN_TIME;
            }
            if (set(
                    handle,
                    job,
                    "edited = :text",
                    "state = 'ANSWERED' and revision = 0 and edited is null",
                    text,
                    line)) {
                return Edit.AGAIN;
            }
            if (set(
                    handle,
                    job,
                    "text = :text, record = '', state = 'WAITING', revision = 1, attempts = 0, due_at = "
                            + at.toEpochMilli(),
                    "state = 'DELIVERED' and revision = 0",
                    text,
                    line)) {
                jobs.wake(conversation, at, 0);
                return Edit.AGAIN;
            }
            return Edit.NOTHING;
        });
    }

    private static boolean set(Handle handle, Job job, String change, String when, String text, String line) {
        return handle.createUpdate(
                                "update job set " + change + ", journey = journey || :line where id = :job and " + when)
                        .bind("text", text)
                        .bind("line", line)
                        .bind("job", job.id())
                        .execute()
                > 0;
    }

    @Override
    public boolean withdraw(MessageKey key, Instant at) {
        return database.durably(handle -> handle.createUpdate("update job set text = '', record = '', edited = null,"
                                + " state = case when state = 'WAITING' then 'WITHDRAWN' else state end,"
                                + " journey = journey || :line where id = :job")
                        .bind("line", Journey.line(at, "deleted", "withdrawn"))
                        .bind("job", Job.id(key))
                        .execute())
                > 0;
    }

    @Override
    public List<String> history(String conversation, int most) {
        List<String> latest = new ArrayList<>(database.read(handle -> handle.createQuery(
                        "select record from job where conversation = :conversation and record <> ''"
                                + " order by number desc limit :most")
                .bind("conversation", conversation)
                .bind("most", most)
                .mapTo(String.class)
                .list()));
        Collections.reverse(latest);
        return latest;
    }

    private interface Binding {
        Query bind(Query query);
    }

    private int count(String sql, Binding binding) {
        return database.read(
                handle -> binding.bind(handle.createQuery(sql)).mapTo(int.class).one());
    }
}
