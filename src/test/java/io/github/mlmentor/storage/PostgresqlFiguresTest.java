package io.github.mlmentor.storage;

class PostgresqlFiguresTest extends FiguresContract {
    @Override
    Database open() {
        return Databases.postgresql();
    }
}
