package io.github.mlmentor.mentoring;

import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.Databases;

class PostgresqlMentoringTest extends MentoringContract {
    @Override
    Database open() {
        return Databases.postgresql();
    }
}
