package io.github.mlmentor.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Searches every row of every table. */
class PostgresqlPrivacyTest extends PrivacyContract {
    @Override
    Database open() {
        return Databases.postgresql();
    }

    @Override
    List<String> everythingStored(Database database) {
        return database.read(handle -> {
            List<String> contents = new ArrayList<>();
            List<String> tables = handle.createQuery(
                            "select table_name from information_schema.tables where table_schema = 'public'")
                    .mapTo(String.class)
                    .list();
            for (String table : tables) {
                handle.createQuery("select * from " + table).mapToMap().list().stream()
                        .map(Map::values)
                        .forEach(row -> contents.add(row.toString()));
            }
            return contents;
        });
    }
}
