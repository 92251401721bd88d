package io.github.mlmentor.curation;

import io.github.mlmentor.knowledge.Problem;
import java.util.List;

/**
 * An article that an import made and nobody has read yet.
 *
 * @param id made from its title
 * @param file where it was or would be written, as a curator would name it
 * @param from the source's file and line
 * @param similar what is there already and may answer the same; empty when nothing comes near
 * @param notes what a person should look at
 * @param lint what it lacks before it can be served
 */
public record Draft(
        String id,
        String title,
        String file,
        String from,
        List<Similar> similar,
        List<String> notes,
        List<Problem> lint,
        String markdown) {
    public Draft {
        similar = List.copyOf(similar);
        notes = List.copyOf(notes);
        lint = List.copyOf(lint);
    }

    /**
     * Something that may answer the same question.
     *
     * @param why how that is known
     */
    public record Similar(String id, String why) {
        @Override
        public String toString() {
            return id + " (" + why + ")";
        }
    }

    Draft with(List<Problem> found) {
        return new Draft(id, title, file, from, similar, notes, found, markdown);
    }
}
