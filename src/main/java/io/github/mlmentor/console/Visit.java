package io.github.mlmentor.console;

import io.github.mlmentor.http.HttpProblem;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.Board;
import java.util.Map;

/**
 * A request of somebody who is signed in to a board that is before him.
 *
 * @param fields what a form sent; empty for a page that is only read
 */
record Visit(Visitor visitor, Place place, Request request, Map<String, String> fields) {
    Board board() {
        return place.board();
    }

    Actor actor() {
        return place.actor();
    }

    /** The beginning of the board's addresses. */
    String base() {
        return Console.HOME + "/" + place.slug();
    }

    /** Whether a script asks for a part of a page. */
    boolean wantsPart() {
        return request.header("HX-Request").equals("true");
    }

    String query(String name) {
        return request.query().getOrDefault(name, "");
    }

    String id() {
        return request.path().getOrDefault("id", "");
    }

    String field(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** Also what a board has that is not before somebody looks as if it did not exist. */
    static HttpProblem unknown() {
        return new HttpProblem(404, "There is no such page");
    }
}
