package io.github.mlmentor.storage;

import io.github.mlmentor.intake.Marks;
import java.time.Instant;
import java.util.Optional;

/** Moments by name, in SQL. Thread-safe. */
public final class SqlMarks implements Marks {
    private final Database database;

    /** Keeps moments. */
    public SqlMarks(Database database) {
        this.database = database;
    }

    @Override
    public void set(String name, Instant at) {
        database.inTransaction(handle -> handle.createUpdate(
                        "insert into mark (name, at) values (:name, :at) on conflict (name) do update set at = excluded.at")
                .bind("name", name)
                .bind("at", at.toEpochMilli())
                .execute());
    }

    @Override
    public Optional<Instant> get(String name) {
        return database.read(handle -> handle.createQuery("select at from mark where name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli));
    }
}
