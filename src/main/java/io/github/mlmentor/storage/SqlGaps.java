package io.github.mlmentor.storage;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Gap;
import io.github.mlmentor.mentoring.GapStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Questions that were not answered well, in SQL. Thread-safe. */
public final class SqlGaps implements GapStore {
    private static final String COLUMNS = "decision, feedback_at, " + JobRows.COLUMNS;
    /** A job with the moment at which somebody found its answer unhelpful, if somebody did. */
    private static final String JOBS =
            "(select job.*, (select max(at) from feedback where feedback.job = job.id and helpful = 0) as feedback_at"
                    + " from job) as asked";

    private final Database database;

    /** Groups in a database. */
    public SqlGaps(Database database) {
        this.database = database;
    }

    @Override
    public List<Missed> ungrouped(int most) {
        return database.read(handle -> handle.createQuery("select " + COLUMNS + " from " + JOBS
                        + " where platform in ('SLACK', 'DISCORD') and text <> ''"
                        + " and (decision in ('not_found', 'off_topic') or feedback_at is not null)"
                        + " and not exists (select 1 from gap_question where gap_question.job = asked.id)"
                        + " order by number limit :most")
                .bind("most", most)
                .map((row, context) -> missed(row))
                .list());
    }

    private static Missed missed(ResultSet row) throws SQLException {
        long unhelpful = row.getLong("feedback_at");
        String reason = row.wasNull() ? row.getString("decision") : Gap.UNHELPFUL;
        return new Missed(
                JobRows.read(row), reason, Instant.ofEpochMilli(Math.max(unhelpful, row.getLong("received_at"))));
    }

    @Override
    public Map<String, List<Missed>> questions(Board board) {
        return database.read(handle -> {
            Map<String, List<Missed>> questions = new HashMap<>();
            handle.createQuery("select gap_question.gap as of_gap, " + COLUMNS + " from " + JOBS
                            + " join gap_question on gap_question.job = asked.id where gap_question.gap in"
                            + " (select id from gap where gap.platform = :platform and gap.workspace = :workspace)"
                            + " order by number desc")
                    .bindMap(SqlMentorStore.of(board))
                    .map((row, context) -> questions
                            .computeIfAbsent(row.getString("of_gap"), gap -> new ArrayList<>())
                            .add(missed(row)))
                    .list();
            return questions;
        });
    }

    @Override
    public List<Group> groups(Board board) {
        return database.read(handle -> handle.createQuery(
                        "select * from gap where platform = :platform and workspace = :workspace order by began_at, id")
                .bindMap(SqlMentorStore.of(board))
                .map((row, context) -> new Group(
                        row.getString("id"),
                        new Board(Platform.valueOf(row.getString("platform")), row.getString("workspace")),
                        SqlMentorStore.list(row.getString("place")),
                        row.getString("contribution"),
                        SqlMentorStore.moment(row, "solved_at")))
                .list());
    }

    @Override
    public void group(Missed question, Group group) {
        database.inTransaction(handle -> {
            handle.createUpdate("insert into gap (id, platform, workspace, place, began_at, contribution, solved_at)"
                            + " values (:id, :platform, :workspace, :place, :at, '', null) on conflict (id) do nothing")
                    .bind("id", group.id())
                    .bindMap(SqlMentorStore.of(group.board()))
                    .bind("place", SqlMentorStore.list(group.place()))
                    .bind("at", question.at().toEpochMilli())
                    .execute();
            // Somebody may have had himself forgotten since it was read.
            return handle.createUpdate(
                            "insert into gap_question (job, gap, at) select id, :gap, :at from job where id = :job"
                                    + " on conflict (job) do nothing")
                    .bind("job", question.job().id())
                    .bind("gap", group.id())
                    .bind("at", question.at().toEpochMilli())
                    .execute();
        });
    }

    @Override
    public void drafted(String gap, String contribution) {
        database.inTransaction(
                handle -> handle.createUpdate("update gap set contribution = :contribution where id = :gap")
                        .bind("gap", gap)
                        .bind("contribution", contribution)
                        .execute());
    }

    @Override
    public void solved(String gap, Instant at) {
        database.inTransaction(
                handle -> handle.createUpdate("update gap set solved_at = :at where id = :gap and solved_at is null")
                        .bind("gap", gap)
                        .bind("at", at.toEpochMilli())
                        .execute());
    }
}
