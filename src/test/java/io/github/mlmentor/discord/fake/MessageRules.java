package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Discord's documented limits of messages, and what they ping. */
final class MessageRules {
    private static final Pattern PING = Pattern.compile("@(everyone|here)|<@!?(\\d+)>|<@&(\\d+)>");

    private final Journal journal;

    MessageRules(Journal journal) {
        this.journal = journal;
    }

    /** Whom a message pings. */
    record Pings(boolean everyone, Set<String> users, Set<String> roles) {}

    /**
     * Checks what was sent.
     *
     * @param after the message as it would then be
     * @param before the message that is edited
     */
    void check(String where, JsonNode body, ObjectNode after, @Nullable Post before) {
        Rules rules = new Rules(journal, where);
        boolean second = (after.path("flags").asInt() & Post.COMPONENTS_V2) != 0;
        boolean was = before != null && before.componentsV2();
        boolean leaves = was
                && ((body.hasNonNull("flags") && (body.path("flags").asInt() & Post.COMPONENTS_V2) == 0)
                        || filled(body.path("content"))
                        || filled(body.path("embeds")));
        rules.require(!leaves, "v2_flag_removed", "a message of components stays one");
        rules.length(after.path("content"), 0, 2000, "content_too_long");
        embeds(rules, after.path("embeds"));
        if (second) {
            rules.require(
                    leaves || !(filled(after.path("content")) || filled(after.path("embeds"))),
                    "v2_with_content",
                    "content and embeds have no place beside components");
            new ComponentRules(rules).second(after.path("components"));
        } else {
            new ComponentRules(rules).classic(after.path("components"));
        }
        rules.length(body.path("nonce"), 0, 25, "nonce_too_long");
        mentions(rules, body);
        rules.enforce();
        boolean empty = !filled(after.path("content"))
                && !filled(after.path("embeds"))
                && !filled(after.path("components"))
                && !filled(after.path("attachments"))
                && !filled(after.path("poll"));
        if (empty) {
            journal.violation("empty_message", where);
            throw new ApiError(400, 50006, "Cannot send an empty message");
        }
    }

    private static boolean filled(JsonNode value) {
        return value.isTextual() ? !value.asText().isBlank() : !value.isEmpty();
    }

    private static void embeds(Rules rules, JsonNode embeds) {
        rules.count(embeds, 0, 10, "too_many_embeds");
        int all = 0;
        for (JsonNode embed : embeds) {
            rules.length(embed.path("title"), 0, 256, "embed_title_too_long");
            rules.require(embed.path("url").asText("https://").startsWith("http"), "embed_url", "no address");
            rules.length(embed.path("description"), 0, 4096, "embed_description_too_long");
            rules.length(embed.path("footer").path("text"), 0, 2048, "embed_footer_too_long");
            rules.length(embed.path("author").path("name"), 0, 256, "embed_author_too_long");
            rules.count(embed.path("fields"), 0, 25, "too_many_embed_fields");
            all += length(embed, "title") + length(embed, "description");
            all += length(embed.path("footer"), "text") + length(embed.path("author"), "name");
            for (JsonNode field : embed.path("fields")) {
                rules.length(field.path("name"), 1, 256, "embed_field_length");
                rules.length(field.path("value"), 1, 1024, "embed_field_length");
                all += length(field, "name") + length(field, "value");
            }
        }
        rules.require(all <= 6000, "embeds_too_long", all + " characters in all, allowed are 6000");
    }

    private static int length(JsonNode holder, String field) {
        return holder.path(field).asText("").length();
    }

    private static void mentions(Rules rules, JsonNode body) {
        Matcher matcher = PING.matcher(text(body));
        JsonNode allowed = body.path("allowed_mentions");
        while (matcher.find()) {
            rules.advise(allowed.isObject(), "allowed_mentions_missing", matcher.group());
            if (allowed.isObject()) {
                rules.advise(!parses(allowed, kind(matcher)), "mention_allowed", matcher.group());
            }
        }
    }

    /** The words that can ping: what stands in embeds cannot. */
    private static String text(JsonNode body) {
        StringBuilder text = new StringBuilder(body.path("content").asText(""));
        for (JsonNode component : ComponentRules.all(body.path("components"))) {
            if (component.path("type").asInt() == 10) {
                text.append('\n').append(component.path("content").asText());
            }
        }
        return text.toString();
    }

    private static String kind(Matcher matcher) {
        if (matcher.group(1) != null) {
            return "everyone";
        }
        return matcher.group(2) != null ? "users" : "roles";
    }

    private static boolean parses(JsonNode allowed, String kind) {
        return Json.stream(allowed.path("parse")).anyMatch(one -> one.asText().equals(kind));
    }

    /** Whom what was sent pings, as far as it was allowed to. */
    static Pings pings(JsonNode body, boolean mayPingAll) {
        JsonNode allowed = body.path("allowed_mentions");
        Set<String> users = new LinkedHashSet<>();
        Set<String> roles = new LinkedHashSet<>();
        boolean everyone = false;
        Matcher matcher = PING.matcher(text(body));
        while (matcher.find()) {
            String kind = kind(matcher);
            boolean free = !allowed.isObject() || parses(allowed, kind);
            switch (kind) {
                case "everyone" -> everyone |= free && mayPingAll;
                case "users" -> add(users, matcher.group(2), free, allowed.path("users"));
                default -> add(roles, matcher.group(3), free, allowed.path("roles"));
            }
        }
        return new Pings(everyone, users, roles);
    }

    private static void add(Set<String> pinged, String id, boolean free, JsonNode listed) {
        if (free || Json.stream(listed).anyMatch(one -> one.asText().equals(id))) {
            pinged.add(id);
        }
    }
}
