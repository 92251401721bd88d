package io.github.mlmentor.console;

import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.Board;
import java.util.Locale;

/** A board, and who somebody is there. */
record Place(Board board, Actor actor) {
    /** Its part of an address. */
    static String slug(Board board) {
        return board.platform().name().toLowerCase(Locale.ROOT) + "-" + board.workspace();
    }

    String slug() {
        return slug(board);
    }
}
