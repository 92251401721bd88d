package io.github.mlmentor.curation;

import java.util.List;

/** What a file to import is. */
public enum SourceFormat {
    /** Whatever its name says. */
    AUTO,
    CSV,
    JSON,
    MARKDOWN,
    HTML;

    /** How names of such files end. */
    List<String> endings() {
        return switch (this) {
            case AUTO -> List.of();
            case CSV -> List.of(".csv", ".tsv");
            case JSON -> List.of(".json", ".jsonl", ".ndjson");
            case MARKDOWN -> List.of(".md", ".markdown");
            case HTML -> List.of(".html", ".htm");
        };
    }
}
