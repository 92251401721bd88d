package io.github.mlmentor.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.http.HttpProblem;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of {@code /api/ask}.
 *
 * @param conversation empty when the question belongs to none
 * @param id names the question, so that asking again asks nothing twice; empty for a new one
 * @param scope tags that an article must have
 */
public record AskBody(String question, String conversation, String id, Map<String, String> scope) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_NAME = 100;

    public AskBody {
        scope = Map.copyOf(scope);
    }

    /**
     * Reads a body.
     *
     * @throws HttpProblem 400 with what is wrong
     */
    public static AskBody parse(String body) {
        JsonNode json;
        try {
            json = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new HttpProblem(400, "The body is not JSON; send {\"question\": \"…\"}");
        }
        if (json == null || !json.path("question").isTextual()) {
            throw new HttpProblem(400, "\"question\" is missing or not a text; send {\"question\": \"…\"}");
        }
        String conversation = name(json, "conversation");
        String id = name(json, "id");
        JsonNode tags = json.path("scope");
        if (!tags.isMissingNode() && !tags.isNull() && !tags.isObject()) {
            throw new HttpProblem(400, "\"scope\" must be an object of texts");
        }
        Map<String, String> scope = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> tag : tags.properties()) {
            if (!tag.getValue().isTextual()) {
                throw new HttpProblem(400, "\"scope\" must be an object of texts");
            }
            scope.put(tag.getKey(), tag.getValue().asText());
        }
        return new AskBody(json.path("question").asText(), conversation, id, scope);
    }

    /** A name that the client made up, or empty. */
    private static String name(JsonNode json, String field) {
        JsonNode name = json.path(field);
        if (name.isMissingNode() || name.isNull()) {
            return "";
        }
        if (!name.isTextual() || name.asText().length() > MOST_NAME) {
            throw new HttpProblem(400, "\"" + field + "\" must be a text of at most " + MOST_NAME + " characters");
        }
        return name.asText().strip();
    }
}
