package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Somebody who uses Discord, or the bot. */
public record Person(String id, String name, boolean bot) {
    /** What writes the person's name into a message. */
    public String mention() {
        return "<@" + id + ">";
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("username", name)
                .put("discriminator", "0")
                .put("global_name", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                .put("public_flags", 0);
        json.putNull("avatar");
        return bot ? json.put("bot", true) : json;
    }
}
