package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.layout.Packing;
import io.github.mlmentor.layout.Piece;
import java.util.ArrayList;
import java.util.List;

/** Fills Slack's messages with pieces. */
final class SlackPacking extends Packing {
    /** Slack cuts or refuses a longer {@code text} (4,000). */
    private static final int TEXT = 3_800;
    /** Slack refuses about 13,200 without saying what it counts; the written JSON is the most that it can be. */
    private static final int BLOCKS_LENGTH = 12_000;
    /** Slack takes 50. */
    private static final int BLOCKS = 48;

    SlackPacking() {
        super(TEXT);
    }

    /** The payloads, in the order in which they are to be sent. */
    List<String> payloads() {
        List<String> payloads = new ArrayList<>();
        for (List<Piece> message : messages()) {
            String text = Fallback.of(message);
            // Buttons alone: Slack wants some words for the notification.
            ObjectNode payload = Kit.object().put("text", text.isBlank() ? "…" : text);
            payload.set("blocks", Blocks.of(message));
            payloads.add(Kit.write(payload));
        }
        return payloads;
    }

    /** A second table in a message can only be text. */
    @Override
    protected List<Piece> variants(Piece piece, List<Piece> message) {
        if (!(piece instanceof Piece.Table table) || !table.asBlock()) {
            return List.of(piece);
        }
        return tables(message) > 0 || !Blocks.takes(table) ? List.of(table.aligned()) : List.of(table, table.aligned());
    }

    @Override
    protected int length(List<Piece> pieces) {
        return Fallback.of(pieces).length();
    }

    @Override
    protected boolean fits(List<Piece> pieces) {
        if (pieces.stream().mapToInt(Piece::least).sum() > TEXT || tables(pieces) > 1 || length(pieces) > TEXT) {
            return false;
        }
        ArrayNode blocks = Blocks.of(pieces);
        return blocks.size() <= BLOCKS && Kit.write(blocks).length() <= BLOCKS_LENGTH;
    }

    private static long tables(List<Piece> pieces) {
        return pieces.stream()
                .filter(piece -> piece instanceof Piece.Table table && table.asBlock())
                .count();
    }
}
