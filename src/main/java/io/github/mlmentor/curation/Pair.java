package io.github.mlmentor.curation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.chat.Document;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A question with its answer, as it stands in somebody's file.
 *
 * @param file as a person would name it
 * @param line where the question stands, from 1
 * @param question plain words
 * @param answer as it was written, with its links
 * @param fields what else is said of it, under the names of an article's fields
 */
record Pair(String file, int line, String question, Document answer, Map<String, JsonNode> fields) {
    Pair {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
