package io.github.mlmentor.storage;

class PostgresqlTransactionTest extends TransactionContract {
    @Override
    Database open() {
        Database database = Databases.postgresql();
        database.inTransaction(handle -> handle.execute(
                "create table late (name text references mark (name)" + " deferrable initially deferred)"));
        return database;
    }

    @Override
    void haveTheCommitFail(Database database) {
        database.inTransaction(handle -> handle.execute("insert into late values ('nobody')"));
    }
}
