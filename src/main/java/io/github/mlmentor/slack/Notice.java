package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Modal views that only say something. */
final class Notice {
    private static final int TITLE = 24;
    private static final int SECTION = 3_000;

    private Notice() {}

    /** A view with a sentence or some lines of them, and nothing to do but close it. */
    static ObjectNode view(String title, String sentence) {
        ObjectNode view = Kit.object("modal");
        String words = Mrkdwn.plain(title, TITLE);
        view.set("title", Kit.plainText(words.isEmpty() ? "ML Mentor" : words, TITLE));
        view.set("close", Kit.plainText("Close", TITLE));
        ArrayNode blocks = view.putArray("blocks");
        sentence.lines().filter(line -> !line.isBlank()).forEach(line -> {
            ObjectNode section = blocks.addObject().put("type", "section");
            section.set("text", Kit.plainText(line, SECTION));
        });
        return view;
    }
}
