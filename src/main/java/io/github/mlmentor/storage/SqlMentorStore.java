package io.github.mlmentor.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.mentoring.AuditEntry;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Change;
import io.github.mlmentor.mentoring.Check;
import io.github.mlmentor.mentoring.Contribution;
import io.github.mlmentor.mentoring.Dispatch;
import io.github.mlmentor.mentoring.Exchanged;
import io.github.mlmentor.mentoring.HandOver;
import io.github.mlmentor.mentoring.MentorStore;
import io.github.mlmentor.mentoring.Published;
import io.github.mlmentor.mentoring.Shown;
import io.github.mlmentor.mentoring.Week;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What mentoring keeps, in SQL. Thread-safe. */
public final class SqlMentorStore implements MentorStore {
    static final String WAITING = "state in ('OPEN', 'CLAIMED')";
    private static final String BOARD = "platform = :platform and workspace = :workspace";

    private final Database database;
    private final DbSchedulerJobs jobs;
    private final Clock clock;

    /** Something that is to be changed is not what it was any more. */
    private static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Conflict() {
            super("changed meanwhile", null, false, false);
        }
    }

    /** Keeps, and has what is to be shown sent. */
    public SqlMentorStore(Database database, DbSchedulerJobs jobs, Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public boolean apply(Change change) {
        try {
            database.durably(handle -> {
                // In one order, so that two who change the same wait for each other instead of for ever.
                change.dispatches().stream()
                        .map(Dispatch::key)
                        .sorted()
                        .forEach(key -> database.lockConversation(handle, key));
                write(handle, change);
                return true;
            });
        } catch (Conflict e) {
            return false;
        }
        jobs.nudge();
        return true;
    }

    private void write(Handle handle, Change change) {
        long now = clock.instant().toEpochMilli();
        if (!change.once().isEmpty()) {
            must(handle.createUpdate("insert into once (name, at) values (:name, :at) on conflict (name) do nothing")
                    .bind("name", change.once())
                    .bind("at", now)
                    .execute());
        }
        change.handOvers().forEach(step -> write(handle, step.before(), step.after()));
        change.contributions().forEach(step -> write(handle, step.before(), step.after()));
        change.published().ifPresent(article -> write(handle, article));
        for (Check check : change.checks()) {
            handle.createUpdate("insert into knowledge_check (question, article, at, passed_at)"
                            + " values (:question, :article, :at, null) on conflict (question, article)"
                            + " do update set at = excluded.at, passed_at = null")
                    .bind("question", check.question())
                    .bind("article", check.article())
                    .bind("at", check.at().toEpochMilli())
                    .execute();
        }
        AuditEntry entry = change.entry();
        handle.createUpdate("insert into audit (at, platform, workspace, actor, act, subject)"
                        + " values (:at, :platform, :workspace, :actor, :act, :subject)")
                .bind("at", entry.at().toEpochMilli())
                .bindMap(of(entry.board()))
                .bind("actor", entry.actor())
                .bind("act", entry.act())
                .bind("subject", entry.subject())
                .execute();
        for (Dispatch dispatch : change.dispatches()) {
            handle.createUpdate("insert into dispatch (key, platform, workspace, kind, subject, text, wanted, shown,"
                            + " receipt, attempts, reason, at) values (:key, :platform, :workspace, :kind, :subject,"
                            + " :text, 1, 0, '', 0, '', :at) on conflict (key) do update set"
                            + " wanted = dispatch.wanted + 1, reason = ''")
                    .bind("key", dispatch.key())
                    .bindMap(of(dispatch.board()))
                    .bind("kind", dispatch.kind().name())
                    .bind("subject", dispatch.subject())
                    .bind("text", dispatch.text())
                    .bind("at", now)
                    .execute();
            jobs.runErrand(dispatch.key(), clock.instant());
        }
    }

    private static void must(int changed) {
        if (changed != 1) {
            throw new Conflict();
        }
    }

    private static void write(Handle handle, @Nullable HandOver before, HandOver after) {
        HandOver.Asked asked = after.asked();
        HandOver.Standing now = after.standing();
        String statement = before == null
                ? "insert into hand_over (id, platform, workspace, learner, anonymous, shared, conversation,"
                        + " conversation_kind, message, question, tried, earlier, said, decision, sources, asked_at, state,"
                        + " mentor, since_at, raised_at, answer, answered_by, answered_at, delivery, reason, version)"
                        + " values (:id, :platform, :workspace, :learner, :anonymous, :shared, :conversation, :kind,"
                        + " :message, :question, :tried, :earlier, :said, :decision, :sources, :askedAt, :state, :mentor,"
                        + " :since, :raised, :answer, :answeredBy, :answeredAt, :delivery, :reason, :version)"
                        + " on conflict (id) do nothing"
                : "update hand_over set tried = :tried, state = :state, mentor = :mentor, since_at = :since,"
                        + " raised_at = :raised, answer = :answer, answered_by = :answeredBy, answered_at = :answeredAt,"
                        + " delivery = :delivery, reason = :reason, version = :version"
                        + " where id = :id and version = :expected";
        must(handle.createUpdate(statement)
                .bind("id", after.id())
                .bindMap(of(after.board()))
                .bind("learner", asked.learner())
                .bind("anonymous", asked.anonymous() ? 1 : 0)
                .bind("shared", asked.shared() ? 1 : 0)
                .bind("conversation", asked.conversation().id())
                .bind("kind", asked.conversation().kind().name())
                .bind("message", asked.message())
                .bind("question", asked.question())
                .bind("tried", asked.tried())
                .bind("earlier", list(asked.earlier()))
                .bind("said", asked.said())
                .bind("decision", asked.decision())
                .bind("sources", list(asked.sources()))
                .bind("askedAt", asked.at().toEpochMilli())
                .bind("state", now.state().name())
                .bind("mentor", now.mentor())
                .bind("since", now.since().toEpochMilli())
                .bind("raised", millis(now.raised()))
                .bind("answer", now.answer())
                .bind("answeredBy", now.answeredBy())
                .bind("answeredAt", millis(now.answeredAt()))
                .bind("delivery", now.delivery())
                .bind("reason", now.reason())
                .bind("version", after.version())
                .bind("expected", before == null ? -1 : before.version())
                .execute());
    }

    private static HandOver handOver(ResultSet row) throws SQLException {
        return new HandOver(
                row.getString("id"),
                board(row),
                new HandOver.Asked(
                        row.getString("learner"),
                        row.getInt("anonymous") == 1,
                        row.getInt("shared") == 1,
                        new Conversation(
                                row.getString("conversation"),
                                Conversation.Kind.valueOf(row.getString("conversation_kind"))),
                        row.getString("message"),
                        row.getString("question"),
                        row.getString("tried"),
                        list(row.getString("earlier")),
                        row.getString("said"),
                        row.getString("decision"),
                        list(row.getString("sources")),
                        Instant.ofEpochMilli(row.getLong("asked_at"))),
                new HandOver.Standing(
                        HandOver.State.valueOf(row.getString("state")),
                        row.getString("mentor"),
                        Instant.ofEpochMilli(row.getLong("since_at")),
                        moment(row, "raised_at"),
                        row.getString("answer"),
                        row.getString("answered_by"),
                        moment(row, "answered_at"),
                        row.getString("delivery"),
                        row.getString("reason")),
                row.getInt("version"));
    }

    private static void write(Handle handle, @Nullable Contribution before, Contribution after) {
        String statement = before == null
                ? "insert into contribution (id, platform, workspace, state, origin, article, title, markdown, base,"
                        + " question, job, hand_over, author, credit, editor, decided_by, reason, at, decided_at, version)"
                        + " values (:id, :platform, :workspace, :state, :origin, :article, :title, :markdown, :base,"
                        + " :question, :job, :handOver, :author, :credit, :editor, :decidedBy, :reason, :at, :decidedAt,"
                        + " :version) on conflict (id) do nothing"
                : "update contribution set state = :state, title = :title, markdown = :markdown, editor = :editor,"
                        + " decided_by = :decidedBy, reason = :reason, decided_at = :decidedAt, version = :version"
                        + " where id = :id and version = :expected";
        must(handle.createUpdate(statement)
                .bind("id", after.id())
                .bindMap(of(after.board()))
                .bind("state", after.state().name())
                .bind("origin", after.origin())
                .bind("article", after.article())
                .bind("title", after.title())
                .bind("markdown", after.markdown())
                .bind("base", after.base())
                .bind("question", after.question())
                .bind("job", after.job())
                .bind("handOver", after.handOver())
                .bind("author", after.author())
                .bind("credit", after.credit())
                .bind("editor", after.editor())
                .bind("decidedBy", after.decidedBy())
                .bind("reason", after.reason())
                .bind("at", after.at().toEpochMilli())
                .bind("decidedAt", millis(after.decidedAt()))
                .bind("version", after.version())
                .bind("expected", before == null ? -1 : before.version())
                .execute());
    }

    static Contribution contribution(ResultSet row) throws SQLException {
        return new Contribution(
                row.getString("id"),
                board(row),
                Contribution.State.valueOf(row.getString("state")),
                row.getString("origin"),
                row.getString("article"),
                row.getString("title"),
                row.getString("markdown"),
                row.getString("base"),
                row.getString("question"),
                row.getString("job"),
                row.getString("hand_over"),
                row.getString("author"),
                row.getString("credit"),
                row.getString("editor"),
                row.getString("decided_by"),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("at")),
                moment(row, "decided_at"),
                row.getInt("version"));
    }

    private static void write(Handle handle, Published article) {
        String statement = article.revision() == 0
                ? "insert into published (origin, markdown, known, at, revision) values (:origin, :markdown, :known, :at,"
                        + " :expected + 1) on conflict (origin) do nothing"
                : "update published set markdown = :markdown, known = :known, at = :at, revision = revision + 1"
                        + " where origin = :origin and revision = :expected";
        must(handle.createUpdate(statement)
                .bind("expected", article.revision())
                .bind("origin", article.origin())
                .bind("markdown", article.markdown())
                .bind("known", list(article.known()))
                .bind("at", article.at().toEpochMilli())
                .execute());
    }

    @Override
    public Optional<HandOver> handOver(String id) {
        return database.read(handle -> handle.createQuery("select * from hand_over where id = :id")
                .bind("id", id)
                .map((row, context) -> handOver(row))
                .findOne());
    }

    @Override
    public List<HandOver> waiting(Board board) {
        return database.read(handle -> handle.createQuery(
                        "select * from hand_over where " + BOARD + " and " + WAITING + " order by asked_at, id")
                .bindMap(of(board))
                .map((row, context) -> handOver(row))
                .list());
    }

    @Override
    public List<HandOver> latest(Board board, int most) {
        return database.read(handle -> handle.createQuery(
                        "select * from hand_over where " + BOARD + " order by asked_at desc, id limit :most")
                .bindMap(of(board))
                .bind("most", most)
                .map((row, context) -> handOver(row))
                .list());
    }

    @Override
    public List<HandOver> waitingSince(Instant before) {
        return database.read(handle -> handle.createQuery(
                        "select * from hand_over where " + WAITING + " and since_at <= :before order by since_at")
                .bind("before", before.toEpochMilli())
                .map((row, context) -> handOver(row))
                .list());
    }

    @Override
    public int count(Board board, String learner, Instant since) {
        return database.read(handle -> handle.createQuery("select count(*) from hand_over where " + BOARD
                        + " and learner = :learner and asked_at >= :since")
                .bindMap(of(board))
                .bind("learner", learner)
                .bind("since", since.toEpochMilli())
                .mapTo(int.class)
                .one());
    }

    @Override
    public List<String> mentors(Board board, Instant since) {
        return database.read(handle -> handle.createQuery("select actor from audit where " + BOARD
                        + " and actor <> '' and act in ('claim', 'answer') and at >= :since"
                        + " group by actor order by count(*) desc, actor")
                .bindMap(of(board))
                .bind("since", since.toEpochMilli())
                .mapTo(String.class)
                .list());
    }

    @Override
    public Optional<Contribution> contribution(String id) {
        return database.read(handle -> handle.createQuery("select * from contribution where id = :id")
                .bind("id", id)
                .map((row, context) -> contribution(row))
                .findOne());
    }

    @Override
    public List<Contribution> drafts(Board board) {
        return database.read(handle -> handle.createQuery(
                        "select * from contribution where " + BOARD + " and state = 'DRAFT' order by at, id")
                .bindMap(of(board))
                .map((row, context) -> contribution(row))
                .list());
    }

    @Override
    public Optional<Shown> shown(String key) {
        return database.read(handle -> handle.createQuery("select * from dispatch where key = :key")
                .bind("key", key)
                .map((row, context) -> shown(row))
                .findOne());
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                new Dispatch(
                        row.getString("key"),
                        board(row),
                        Dispatch.Kind.valueOf(row.getString("kind")),
                        row.getString("subject"),
                        row.getString("text")),
                row.getInt("wanted"),
                row.getInt("shown"),
                row.getString("receipt"),
                row.getInt("attempts"),
                row.getString("reason"));
    }

    @Override
    public void wake() {
        for (String key : due()) {
            database.inTransaction(handle -> {
                database.lockConversation(handle, key);
                // One that waits for its next attempt keeps its time.
                jobs.rememberErrand(key, clock.instant());
                return key;
            });
        }
        jobs.nudge();
    }

    @Override
    public List<String> due() {
        return database.read(handle -> handle.createQuery(
                        "select key from dispatch where shown < wanted and reason = '' order by at, key")
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<AuditEntry> audit(Board board, int most) {
        return database.read(handle -> handle.createQuery(
                        "select * from audit where " + BOARD + " order by number desc limit :most")
                .bindMap(of(board))
                .bind("most", most)
                .map((row, context) -> new AuditEntry(
                        board(row),
                        row.getString("actor"),
                        row.getString("act"),
                        row.getString("subject"),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .list());
    }

    @Override
    public void sending(String key) {
        database.recoverably(
                handle -> handle.createUpdate("update dispatch set attempts = attempts + 1 where key = :key")
                        .bind("key", key)
                        .execute());
    }

    @Override
    public void visible(Shown shown, String receipt) {
        database.recoverably(handle -> handle.createUpdate(
                        "update dispatch set shown = :shown, receipt = :receipt, attempts = 0 where key = :key")
                .bind("key", shown.dispatch().key())
                .bind("shown", shown.wanted())
                .bind("receipt", receipt)
                .execute());
    }

    @Override
    public void invisible(Shown shown, String reason) {
        database.inTransaction(handle -> handle.createUpdate(
                        "update dispatch set reason = :reason, attempts = 0 where key = :key and wanted = :wanted")
                .bind("key", shown.dispatch().key())
                .bind("wanted", shown.wanted())
                .bind("reason", reason)
                .execute());
    }

    @Override
    public Optional<HandOver> byCard(Board board, String receipt) {
        return receipt.isEmpty()
                ? Optional.empty()
                : database.read(handle -> handle.createQuery("select * from hand_over where id in (select subject from"
                                + " dispatch where " + BOARD + " and receipt = :receipt and kind = 'CARD')")
                        .bindMap(of(board))
                        .bind("receipt", receipt)
                        .map((row, context) -> handOver(row))
                        .findOne());
    }

    @Override
    public Optional<Exchanged> exchanged(String job) {
        return database.read(handle -> handle.createQuery(
                        "select number, decision, record, " + JobRows.COLUMNS + " from job where id = :id")
                .bind("id", job)
                .map((row, context) -> exchanged(handle, row))
                .findOne());
    }

    private static Exchanged exchanged(Handle handle, ResultSet row) throws SQLException {
        Job job = JobRows.read(row);
        List<String> earlier = new ArrayList<>(handle.createQuery("select text from job where conversation ="
                        + " :conversation and author = :author and number < :number and text <> ''"
                        + " order by number desc limit 2")
                .bind("conversation", job.conversation().id())
                .bind("author", job.author())
                .bind("number", row.getLong("number"))
                .mapTo(String.class)
                .list());
        Collections.reverse(earlier);
        JsonNode record = record(row.getString("record"));
        List<String> sources = new ArrayList<>();
        record.path("sources").forEach(source -> sources.add(source.asText()));
        return new Exchanged(job, record.path("answer").asText(""), row.getString("decision"), sources, earlier);
    }

    private static JsonNode record(String record) {
        try {
            return record.isEmpty() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(record);
        } catch (JsonProcessingException e) {
            // Of another version; the question itself is enough to hand it over.
            return Json.MAPPER.createObjectNode();
        }
    }

    @Override
    public Optional<Published> published(String origin) {
        return database.read(handle -> handle.createQuery("select * from published where origin = :origin")
                .bind("origin", origin)
                .map((row, context) -> published(row))
                .findOne());
    }

    @Override
    public List<Published> published() {
        return database.read(handle -> handle.createQuery("select * from published order by origin")
                .map((row, context) -> published(row))
                .list());
    }

    @Override
    public String stamp() {
        return database.read(handle -> handle.createQuery("select count(*), sum(revision) from published")
                .map((row, context) -> row.getLong(1) + "." + row.getLong(2))
                .one());
    }

    private static Published published(ResultSet row) throws SQLException {
        return new Published(
                row.getString("origin"),
                row.getString("markdown"),
                list(row.getString("known")),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getInt("revision"));
    }

    @Override
    public List<Check> checks() {
        return database.read(handle -> handle.createQuery("select * from knowledge_check order by at, question")
                .map((row, context) -> new Check(
                        row.getString("question"),
                        row.getString("article"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        moment(row, "passed_at")))
                .list());
    }

    @Override
    public void passed(Check check, @Nullable Instant at) {
        database.inTransaction(handle -> handle.createUpdate("update knowledge_check set passed_at = :at"
                        + " where question = :question and article = :article")
                .bind("at", millis(at))
                .bind("question", check.question())
                .bind("article", check.article())
                .execute());
    }

    @Override
    public Week week(Board board, Instant from, Instant to) {
        return database.read(handle -> {
            Set<String> people = new HashSet<>();
            List<Duration> bot = new ArrayList<>();
            Map<String, List<String>> topics = new HashMap<>();
            int[] counts = new int[2];
            handle.createQuery("select author, decision, record, received_at, journey from job where " + BOARD
                            + " and received_at >= :from and received_at < :to and decision in ('answered', 'not_found',"
                            + " 'off_topic', 'clarify') and text <> ''")
                    .bindMap(of(board))
                    .bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .map((row, context) -> {
                        String author = row.getString("author");
                        people.add(author);
                        counts[0]++;
                        if (row.getString("decision").equals("answered")) {
                            counts[1]++;
                            record(row.getString("record"))
                                    .path("sources")
                                    .forEach(source -> topics.computeIfAbsent(source.asText(), id -> new ArrayList<>())
                                            .add(author));
                            Instant asked = Instant.ofEpochMilli(row.getLong("received_at"));
                            Journey.read(row.getString("journey")).stream()
                                    .filter(step -> step.step().equals("delivered"))
                                    .findFirst()
                                    .ifPresent(step -> bot.add(Duration.between(asked, step.at())));
                        }
                        return 0;
                    })
                    .list();
            List<HandOver> handedOver = handle.createQuery(
                            "select * from hand_over where " + BOARD + " and asked_at >= :from and asked_at < :to")
                    .bindMap(of(board))
                    .bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .map((row, context) -> handOver(row))
                    .list();
            List<Duration> mentors = handedOver.stream()
                    .flatMap(
                            one -> Optional.ofNullable(one.standing().answeredAt())
                                    .map(at -> Duration.between(one.asked().at(), at))
                                    .stream())
                    .toList();
            List<Integer> opinions = handle.createQuery(
                            "select helpful from feedback where " + BOARD + " and at >= :from and at < :to")
                    .bindMap(of(board))
                    .bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .mapTo(Integer.class)
                    .list();
            int helpful = (int) opinions.stream().filter(one -> one == 1).count();
            return new Week(
                    counts[0],
                    people.size(),
                    counts[1],
                    helpful,
                    opinions.size() - helpful,
                    handedOver.size(),
                    mentors.size(),
                    (int) handedOver.stream()
                            .filter(one -> one.state().isOpen())
                            .count(),
                    median(bot),
                    median(mentors),
                    topics);
        });
    }

    private static Optional<Duration> median(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
    }

    static Map<String, String> of(Board board) {
        return Map.of("platform", board.platform().name(), "workspace", board.workspace());
    }

    static Board board(ResultSet row) throws SQLException {
        return new Board(Platform.valueOf(row.getString("platform")), row.getString("workspace"));
    }

    static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(at);
    }

    static String list(List<String> texts) {
        return Json.MAPPER.valueToTree(texts).toString();
    }

    static List<String> list(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new StorageException("a row holds something that is not ours", e);
        }
    }
}
