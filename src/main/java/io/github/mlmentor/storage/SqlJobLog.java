package io.github.mlmentor.storage;

import io.github.mlmentor.intake.JobLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What became of messages, in SQL. Thread-safe. */
public final class SqlJobLog implements JobLog {
    private static final String JOBS = "select id, key, state, decision, reason, received_at, journey from job";
    private static final String IGNORED = "select job, key, reason, at from ignored";

    private final Database database;

    /** Reads from a database. */
    public SqlJobLog(Database database) {
        this.database = database;
    }

    @Override
    public List<Entry> latest(String state, int most) {
        return database.read(handle -> {
            List<Entry> entries = new ArrayList<>();
            if (!state.equals("ignored")) {
                String where =
                        switch (state) {
                            case "all" -> "";
                            case "open" -> " where " + JobRows.OPEN;
                            default -> " where state = :state";
                        };
                var query = handle.createQuery(JOBS + where + " order by number desc limit :most")
                        .bind("most", most);
                if (where.contains(":state")) {
                    query.bind("state", state.toUpperCase(Locale.ROOT));
                }
                entries.addAll(query.map((row, context) -> job(row)).list());
            }
            if (state.equals("ignored") || state.equals("all")) {
                entries.addAll(handle.createQuery(IGNORED + " order by at desc limit :most")
                        .bind("most", most)
                        .map((row, context) -> ignored(row))
                        .list());
            }
            return entries.stream()
                    .sorted(Comparator.comparing(Entry::at).reversed())
                    .limit(most)
                    .toList();
        });
    }

    @Override
    public List<Entry> find(String name) {
        return database.read(handle -> {
            List<Entry> entries =
                    new ArrayList<>(named(handle, JOBS + " where id = :name or key = :name or message = :name", name)
                            .map((row, context) -> job(row))
                            .list());
            entries.addAll(named(
                            handle,
                            IGNORED + " where job = :name or key = :name"
                                    + " or substr(key, length(key) - length(:name)) = '/' || :name",
                            name)
                    .map((row, context) -> ignored(row))
                    .list());
            return entries;
        });
    }

    private static org.jdbi.v3.core.statement.Query named(Handle handle, String sql, String name) {
        return handle.createQuery(sql).bind("name", name);
    }

    @Override
    public Depth depth() {
        return database.read(handle -> handle.createQuery(
                        "select count(*) as open, min(due_at) as oldest from job where " + JobRows.OPEN)
                .map((row, context) -> {
                    int open = row.getInt("open");
                    Instant oldest = Instant.ofEpochMilli(row.getLong("oldest"));
                    return new Depth(open, open == 0 ? Optional.empty() : Optional.of(oldest));
                })
                .one());
    }

    private static Entry job(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("id"),
                row.getString("key"),
                row.getString("state").toLowerCase(Locale.ROOT),
                row.getString("decision"),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                Journey.read(row.getString("journey")));
    }

    private static Entry ignored(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("job"),
                row.getString("key"),
                "ignored",
                "",
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("at")),
                List.of());
    }
}
