package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a call was given.
 *
 * @param values all but the token; what is JSON inside a form is a tree here
 * @param token from the header or the body, or empty
 * @param basic the user and password of a Basic header, or empty
 */
record Arguments(ObjectNode values, String token, String basic) {
    private static final Set<String> TREES =
            Set.of("blocks", "attachments", "metadata", "view", "prompts", "loading_messages", "chunks");

    static Arguments of(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = header(exchange, "Content-Type");
        ObjectNode values = Json.object();
        form(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""), values);
        if (type.startsWith("application/json")) {
            if (Json.read(body) instanceof ObjectNode tree) {
                values.setAll(tree);
            }
        } else {
            form(body, values);
        }
        String authorization = header(exchange, "Authorization");
        JsonNode inBody = values.remove("token");
        String token = authorization.startsWith("Bearer ")
                ? authorization.substring(7)
                : inBody == null ? "" : inBody.asText();
        String basic = authorization.startsWith("Basic ")
                ? new String(java.util.Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                : "";
        return new Arguments(values, token.strip(), basic);
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static void form(String text, ObjectNode values) {
        for (String pair : List.of(text.split("&"))) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
                String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                JsonNode tree = TREES.contains(name) ? Json.read(value) : Json.object();
                if (TREES.contains(name) && !tree.isMissingNode()) {
                    values.set(name, tree);
                } else {
                    values.put(name, value);
                }
            }
        }
    }

    String text(String name) {
        return values.path(name).asText();
    }

    boolean has(String name) {
        return values.hasNonNull(name)
                && !(values.path(name).isTextual() && text(name).isEmpty());
    }

    boolean flag(String name) {
        return values.path(name).asBoolean() || text(name).equals("1");
    }

    int number(String name, int fallback) {
        return values.path(name).asInt(fallback);
    }

    String required(String name) {
        if (!has(name)) {
            throw new ApiError("invalid_arguments", List.of("[ERROR] missing required field: " + name));
        }
        return text(name);
    }

    JsonNode tree(String name) {
        return values.path(name);
    }
}
