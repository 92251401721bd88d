package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a message may consist of. */
final class Content {
    private final Journal journal;
    private final Ids ids;

    Content(Journal journal, Ids ids) {
        this.journal = journal;
        this.ids = ids;
    }

    /** Refuses what Slack would refuse, and notes what it would take unwillingly. */
    void check(String method, Arguments arguments) {
        JsonNode blocks = arguments.tree("blocks");
        String text = arguments.text("text");
        if (blocks.isTextual() && !blocks.asText().isEmpty()) {
            throw refused("invalid_blocks_format", method + ": the blocks are no JSON", List.of());
        }
        markdown(method, arguments);
        if (arguments.has("markdown_text") && (!text.isEmpty() || !blocks.isEmpty())) {
            throw refused("markdown_text_conflict", method + ": markdown_text with text or blocks", List.of());
        }
        boolean nothing = text.isBlank()
                && blocks.isEmpty()
                && arguments.tree("attachments").isEmpty()
                && !arguments.has("markdown_text");
        if (nothing) {
            throw refused("no_text", method + ": nothing to show", List.of());
        }
        if (!blocks.isEmpty()) {
            List<String> problems = BlockRules.ofMessage(blocks);
            if (!problems.isEmpty()) {
                throw refused("invalid_blocks", method + ": " + problems, problems);
            }
            if (BlockRules.tooLong(blocks)) {
                throw refused("msg_blocks_too_long", method + ": more than 13200 characters", List.of());
            }
            if (text.isBlank()) {
                journal.violation("no_fallback_text", method + " with blocks and without text");
            }
        }
        if (text.codePointCount(0, text.length()) > 4000) {
            if (method.equals("chat.update")) {
                throw refused("msg_too_long", method + ": text of " + text.length() + " characters", List.of());
            }
            journal.violation("text_over_4000", method + ": text of " + text.length() + " characters");
        }
        metadata(method, arguments.tree("metadata"));
    }

    void markdown(String method, Arguments arguments) {
        String markdown = arguments.text("markdown_text");
        if (markdown.codePointCount(0, markdown.length()) > 12_000) {
            throw refused("msg_too_long", method + ": markdown_text of " + markdown.length(), List.of());
        }
    }

    private void metadata(String method, JsonNode metadata) {
        boolean given = !metadata.isMissingNode() && !metadata.isNull();
        if (given
                && (metadata.path("event_type").asText().isEmpty()
                        || !metadata.path("event_payload").isObject())) {
            throw refused("invalid_metadata_format", method + ": " + metadata, List.of());
        }
    }

    private ApiError refused(String error, String detail, List<String> messages) {
        journal.violation(error, detail);
        return new ApiError(error, messages);
    }

    /** Puts the content of a call into a message; what is not given goes away, metadata stays. */
    void fill(ObjectNode message, JsonNode content) {
        String markdown = content.path("markdown_text").asText();
        message.put("text", markdown.isEmpty() ? content.path("text").asText() : markdown);
        message.remove("markdown_text");
        JsonNode blocks = content.path("blocks").deepCopy();
        if (blocks.isEmpty()) {
            message.remove("blocks");
        } else {
            Blocks.name(blocks, ids);
            message.set("blocks", blocks);
        }
        if (content.path("metadata").isObject()) {
            message.set("metadata", content.path("metadata").deepCopy());
        }
    }
}
