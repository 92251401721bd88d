package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;

/** Notes breaches, and refuses what had any. */
final class Rules {
    private final Journal journal;
    private final String where;
    private String first = "";

    Rules(Journal journal, String where) {
        this.journal = journal;
        this.where = where;
    }

    /** A breach that Discord refuses. */
    void require(boolean kept, String rule, String detail) {
        if (!kept) {
            journal.violation(rule, where + ": " + detail);
            first = first.isEmpty() ? rule + ", " + detail : first;
        }
    }

    /** A breach that Discord lets pass. */
    void advise(boolean kept, String rule, String detail) {
        if (!kept) {
            journal.violation(rule, where + ": " + detail);
        }
    }

    void length(JsonNode text, int min, int max, String rule) {
        String words = text.asText("");
        int length = words.codePointCount(0, words.length());
        require(length >= min && length <= max, rule, length + " characters, allowed are " + min + " to " + max);
    }

    void count(JsonNode list, int min, int max, String rule) {
        require(list.size() >= min && list.size() <= max, rule, list.size() + ", allowed are " + min + " to " + max);
    }

    /** Refuses, if there was anything to refuse. */
    void enforce() {
        if (!first.isEmpty()) {
            throw ApiError.invalidForm(first);
        }
    }
}
