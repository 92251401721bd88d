package io.github.mlmentor.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mlmentor.layout.Packing;
import io.github.mlmentor.layout.Piece;
import java.util.List;

/** Fills Discord's messages with pieces. */
final class DiscordPacking extends Packing {
    /** Discord takes 4,000 in all texts of a message. */
    private static final int TEXT = 3_900;

    private static final int COMPONENTS = 40;

    private final boolean card;

    /**
     * Nothing packed yet.
     *
     * @param card whether each message is shown in a frame
     */
    DiscordPacking(boolean card) {
        super(TEXT);
        this.card = card;
    }

    /** The payloads, in the order in which they are to be sent. */
    List<String> payloads() {
        return messages().stream()
                .map(message -> Components.message(Components.of(message, card)))
                .toList();
    }

    @Override
    protected int length(List<Piece> pieces) {
        return Components.length(Components.of(pieces, false));
    }

    @Override
    protected boolean fits(List<Piece> pieces) {
        if (pieces.stream().mapToInt(Piece::least).sum() > TEXT) {
            return false;
        }
        ArrayNode components = Components.of(pieces, card);
        return Components.length(components) <= TEXT && Components.count(components) <= COMPONENTS;
    }
}
