package io.github.mlmentor.storage;

/** What differs between the two databases. */
enum Dialect {
    SQLITE,
    POSTGRESQL;

    /** Where the migrations of this database lie. */
    String location() {
        return this == SQLITE ? "classpath:db/sqlite" : "classpath:db/postgresql";
    }
}
