package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The emoji under a message. */
final class Reactions {
    private Reactions() {}

    static void add(Post post, String user, String name) {
        post.change(json -> add(json, user, name));
    }

    private static void add(ObjectNode message, String user, String name) {
        for (JsonNode one : message.withArray("reactions")) {
            if (one instanceof ObjectNode reaction
                    && reaction.path("name").asText().equals(name)) {
                if (Json.stream(reaction.path("users"))
                        .anyMatch(who -> who.asText().equals(user))) {
                    throw new ApiError("already_reacted");
                }
                reaction.withArray("users").add(user);
                reaction.put("count", reaction.path("users").size());
                return;
            }
        }
        message.withArray("reactions")
                .addObject()
                .put("name", name)
                .put("count", 1)
                .putArray("users")
                .add(user);
    }
}
