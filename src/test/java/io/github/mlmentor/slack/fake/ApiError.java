package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A call that Slack answers with {@code ok: false}. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ObjectNode answer;

    ApiError(String code) {
        this(code, List.of());
    }

    ApiError(String code, List<String> messages) {
        super(code, null, false, false);
        answer = Json.object().put("ok", false).put("error", code);
        if (!messages.isEmpty()) {
            answer.putObject("response_metadata").set("messages", Json.array(messages));
        }
    }

    /** What Slack says when a token lacks a scope. */
    static ApiError missingScope(String needed, String provided) {
        ApiError error = new ApiError("missing_scope");
        error.answer.put("needed", needed).put("provided", provided);
        return error;
    }

    String code() {
        return answer.path("error").asText();
    }

    ObjectNode answer() {
        return answer;
    }
}
