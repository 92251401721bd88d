package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Home;
import io.github.mlmentor.layout.Flattening;
import io.github.mlmentor.layout.Links;
import io.github.mlmentor.layout.Piece;
import java.util.ArrayList;
import java.util.List;

/** Turns a person's home page into the view of Slack's Home tab. */
public final class HomeView {
    /** The action of the button that shows what is kept about a person. */
    public static final String EXPORT = "privacy_export";

    /** The action of the button that has a person forgotten, after a question back. */
    public static final String FORGET = "privacy_forget";

    private static final int BLOCKS = 100;

    private HomeView() {}

    /** The view as JSON. Parts that no longer fit are left out from the end, and the page says so. */
    public static String render(Home home) {
        ArrayNode blocks = Kit.array();
        for (int i = 0; i < home.parts().size(); i++) {
            List<JsonNode> more = part(home.parts().get(i), !blocks.isEmpty());
            int room = i + 1 == home.parts().size() ? BLOCKS : BLOCKS - 1;
            if (blocks.size() + more.size() > room) {
                blocks.add(Kit.context("There is more than fits on this page: ask me in a message."));
                break;
            }
            more.forEach(blocks::add);
        }
        ObjectNode view = Kit.object("home");
        view.set("blocks", blocks);
        return Kit.write(view);
    }

    private static List<JsonNode> part(Home.Part part, boolean divided) {
        List<JsonNode> blocks = new ArrayList<>();
        if (divided) {
            blocks.add(Kit.object("divider"));
        }
        if (!Mrkdwn.plain(part.title(), Kit.HEADER).isEmpty()) {
            blocks.add(Kit.header(part.title()));
        }
        List<Piece> pieces = new ArrayList<>();
        // Slack shows tables in messages only.
        for (Piece piece : Flattening.of(part.body(), List.of(), new Links("", source -> ""))) {
            pieces.add(piece instanceof Piece.Table table ? table.aligned() : piece);
        }
        Blocks.of(pieces).forEach(blocks::add);
        blocks.addAll(Kit.actions(part.actions().stream().map(HomeView::button).toList()));
        return blocks;
    }

    private static ObjectNode button(Action action) {
        ObjectNode button = Kit.button(action);
        if (action.id().equals(FORGET)) {
            Kit.confirm(
                    button,
                    "Forget everything?",
                    "Your questions and my answers to them are deleted.",
                    "Forget",
                    "Keep");
        }
        return button;
    }
}
