package io.github.mlmentor.storage;

class PostgresqlIntakeTest extends IntakeContract {
    @Override
    Database open() {
        return Databases.postgresql();
    }
}
