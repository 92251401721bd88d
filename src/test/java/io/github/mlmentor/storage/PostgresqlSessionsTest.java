package io.github.mlmentor.storage;

class PostgresqlSessionsTest extends SessionsContract {
    @Override
    Database open() {
        return Databases.postgresql();
    }
}
