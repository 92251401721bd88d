package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Person;
import java.util.List;
import java.util.Map;

/** Names of people, and the ways to their platforms. Thread-safe. */
final class People {
    private final Map<Platform, MentorPort> ports;

    People(Map<Platform, MentorPort> ports) {
        this.ports = Map.copyOf(ports);
    }

    /** The way to a platform. */
    MentorPort port(Platform platform) {
        MentorPort port = ports.get(platform);
        if (port == null) {
            throw new IllegalStateException("There is no way to " + platform + " now");
        }
        return port;
    }

    /** Every platform that is there. */
    List<MentorPort> ports() {
        return List.copyOf(ports.values());
    }

    boolean reaches(Platform platform) {
        return ports.containsKey(platform);
    }

    /** All names of somebody of a board, for taking them out of a text. */
    List<String> names(Board board, String id) {
        return id.isEmpty() || !reaches(board.platform())
                ? List.of()
                : port(board.platform()).names(new Person(board.platform(), board.workspace(), id));
    }

    /** What somebody of a board is called, or something that fits anybody. */
    String name(Board board, String id, String otherwise) {
        List<String> names = names(board, id);
        return names.isEmpty() ? otherwise : names.get(0);
    }
}
