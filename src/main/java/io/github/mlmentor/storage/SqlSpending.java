package io.github.mlmentor.storage;

import io.github.mlmentor.llm.Spending;
import java.time.LocalDate;

/** What the model was given and wrote, by day, in SQL: one count for all processes. Thread-safe. */
public final class SqlSpending implements Spending {
    private final Database database;

    /** Keeps counts. */
    public SqlSpending(Database database) {
        this.database = database;
    }

    @Override
    public void add(LocalDate day, long tokens) {
        database.inTransaction(handle -> handle.createUpdate("insert into spending (day, tokens) values (:day, :tokens)"
                        + " on conflict (day) do update set tokens = spending.tokens + excluded.tokens")
                .bind("day", day.toString())
                .bind("tokens", tokens)
                .execute());
    }

    @Override
    public long since(LocalDate day) {
        return database.read(
                handle -> handle.createQuery("select coalesce(sum(tokens), 0) from spending where day >= :day")
                        .bind("day", day.toString())
                        .mapTo(long.class)
                        .one());
    }
}
