package io.github.mlmentor.cli;

/** How a report is printed. */
enum Format {
    /** For people. */
    text,
    /** For programs: one object. */
    json
}
