package io.github.mlmentor.storage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.console.Figures;
import io.github.mlmentor.mentoring.AuditEntry;
import io.github.mlmentor.mentoring.Board;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What can be counted, in SQL. Thread-safe. */
public final class SqlFigures implements Figures {
    private static final String OF_BOARD = "platform = :platform and workspace = :workspace";
    private static final long WEEK = 7 * 86_400_000L;

    private final Database database;

    /** Reads from a database. */
    public SqlFigures(Database database) {
        this.database = database;
    }

    private static Query of(Handle handle, Board board, String sql) {
        return handle.createQuery(sql).bind("platform", board.platform().name()).bind("workspace", board.workspace());
    }

    @Override
    public List<Week> weeks(Board board, LocalDate last, int count) {
        long end = Tally.week(last) + WEEK;
        long begin = end - count * WEEK;
        Tally tally = database.read(handle -> counted(handle, board, begin, end));
        List<Week> weeks = new ArrayList<>();
        for (long week = begin; week < end; week += WEEK) {
            weeks.add(new Week(
                    Tally.day(week),
                    tally.count(week, Tally.ANSWERED),
                    tally.count(week, Tally.NOT_FOUND),
                    tally.count(week, Tally.FAILED),
                    tally.count(week, Tally.ASIDE),
                    tally.count(week, Tally.HELPFUL),
                    tally.count(week, Tally.UNHELPFUL),
                    tally.median(week, Tally.BOT_TIME),
                    tally.median(week, Tally.MENTOR_TIME),
                    tally.count(week, Tally.MENTOR_TIME)));
        }
        return weeks;
    }

    private static Tally counted(Handle handle, Board board, long begin, long end) {
        Tally tally = new Tally();
        of(handle, board, Tally.JOBS + OF_BOARD + " and received_at >= :begin and received_at < :end")
                .bind("begin", begin)
                .bind("end", end)
                .map((row, context) -> {
                    tally.addJob(row);
                    return 1;
                })
                .forEach(counted -> {});
        of(handle, board, Tally.FEEDBACK + OF_BOARD + " and at >= :begin and at < :end")
                .bind("begin", begin)
                .bind("end", end)
                .map((row, context) -> {
                    tally.addFeedback(row);
                    return 1;
                })
                .forEach(counted -> {});
        of(handle, board, Tally.HAND_OVERS + OF_BOARD + " and answered_at >= :begin and answered_at < :end")
                .bind("begin", begin)
                .bind("end", end)
                .map((row, context) -> {
                    tally.addHandOver(row);
                    return 1;
                })
                .forEach(counted -> {});
        of(
                        handle,
                        board,
                        "select week, name, bucket, n from figure where " + OF_BOARD
                                + " and week >= :begin and week < :end")
                .bind("begin", begin)
                .bind("end", end)
                .map((row, context) -> {
                    tally.add(row.getLong("week"), row.getString("name"), row.getInt("bucket"), row.getLong("n"));
                    return 1;
                })
                .forEach(counted -> {});
        return tally;
    }

    /** A job's record and what people thought of its answer. */
    private record Judged(String record, long helpful, long unhelpful) {}

    @Override
    public Map<String, Use> uses(Board board) {
        return database.read(handle -> {
            Map<String, long[]> votes = new HashMap<>();
            of(
                            handle,
                            board,
                            "select job, helpful, count(*) as n from feedback where " + OF_BOARD
                                    + " group by job, helpful")
                    .map((row, context) -> {
                        votes.computeIfAbsent(row.getString("job"), job -> new long[2])[row.getInt("helpful")] =
                                row.getLong("n");
                        return 1;
                    })
                    .forEach(counted -> {});
            Map<String, Use> uses = new HashMap<>();
            of(
                            handle,
                            board,
                            "select id, record from job where " + OF_BOARD
                                    + " and decision = 'answered' and record <> ''")
                    .map((row, context) -> {
                        long[] of = votes.getOrDefault(row.getString("id"), new long[2]);
                        return new Judged(row.getString("record"), of[1], of[0]);
                    })
                    .forEach(judged -> sources(judged.record())
                            .forEach(article -> uses.merge(
                                    article,
                                    new Use(1, judged.helpful(), judged.unhelpful()),
                                    (one, other) -> new Use(
                                            one.used() + other.used(),
                                            one.helpful() + other.helpful(),
                                            one.unhelpful() + other.unhelpful()))));
            return uses;
        });
    }

    @Override
    public List<Opinion> opinions(Board board, int most) {
        return database.read(handle -> of(
                        handle,
                        board,
                        "select f.job, f.at, f.helpful, f.reason, f.note, coalesce(j.text, '') as text, coalesce(j.record, '') as"
                                + " record, coalesce(j.conversation_kind, '') as kind from feedback f left join job j"
                                + " on j.id = f.job where f.platform = :platform and f.workspace = :workspace"
                                + " order by f.helpful, f.at desc limit :most")
                .bind("most", most)
                .map((row, context) -> opinion(row))
                .list());
    }

    private static Opinion opinion(ResultSet row) throws SQLException {
        // What was said in private stays there; of what is gone nobody knows.
        boolean shared = List.of("CHANNEL", "THREAD").contains(row.getString("kind"));
        String record = shared ? row.getString("record") : "";
        return new Opinion(
                row.getString("job"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getInt("helpful") == 1,
                row.getString("reason"),
                row.getString("note"),
                shared,
                shared ? row.getString("text") : "",
                parsed(record).path("answer").asText(),
                sources(record));
    }

    @Override
    public List<AuditEntry> audit(Board board, int most) {
        return database.read(handle -> of(
                        handle,
                        board,
                        "select actor, act, subject, at from audit where " + OF_BOARD
                                + " order by number desc limit :most")
                .bind("most", most)
                .map((row, context) -> new AuditEntry(
                        board,
                        row.getString("actor"),
                        row.getString("act"),
                        row.getString("subject"),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .list());
    }

    /** What another version kept says nothing, rather than that nothing is shown. */
    private static JsonNode parsed(String record) {
        try {
            return record.isEmpty() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(record);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    /** Reads no further than it has to: the articles page counts all that there are, and the answers are most of each record. */
    private static List<String> sources(String record) {
        List<String> sources = new ArrayList<>();
        try (JsonParser parser = Json.MAPPER.createParser(record)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("sources")) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.VALUE_STRING) {
                        sources.add(parser.getText());
                    }
                    return sources;
                }
            }
            return sources;
        } catch (IOException e) {
            return List.of();
        }
    }
}
