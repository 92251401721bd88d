package io.github.mlmentor.console;

import java.util.List;
import java.util.Optional;

/**
 * Somebody who is signed in, with what he may see at this moment.
 *
 * @param session the secret in his browser
 * @param places every board that is before him, in a fixed order
 */
record Visitor(String session, boolean operator, List<Place> places) {
    /** What every change must bring along. */
    String token() {
        return Keys.hash("csrf", session);
    }

    Optional<Place> place(String slug) {
        return places.stream().filter(place -> place.slug().equals(slug)).findFirst();
    }
}
