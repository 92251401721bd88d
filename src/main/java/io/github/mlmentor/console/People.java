package io.github.mlmentor.console;

import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.MentorPort;
import java.util.List;

/** What people are called, as their platform says. */
record People(List<MentorPort> ports) {
    String name(Board board, String id, String otherwise) {
        if (id.isEmpty()) {
            return otherwise;
        }
        return ports.stream()
                .filter(port -> port.platform() == board.platform())
                .flatMap(port -> port.names(new Person(board.platform(), board.workspace(), id)).stream())
                .findFirst()
                .orElse(otherwise);
    }
}
