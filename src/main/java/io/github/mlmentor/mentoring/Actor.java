package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Person;

/**
 * Who does something, and what he may do just now.
 *
 * @param everywhere whether he runs this installation and so has every board before him
 */
public record Actor(Person person, Rights rights, boolean everywhere) {
    private static final String OPERATOR = "operator";

    /** Somebody of a workspace. */
    public Actor(Person person, Rights rights) {
        this(person, rights, false);
    }

    /** Whoever runs this installation, known by the link that it printed for him. */
    public static Actor operator() {
        return new Actor(new Person(Platform.WEB, "-", OPERATOR), Rights.ALL, true);
    }

    /** Whether a board is before him at all. */
    boolean sees(Board board) {
        return everywhere
                || (person.platform() == board.platform() && person.workspace().equals(board.workspace()));
    }
}
