package io.github.mlmentor.mentoring;

import io.github.mlmentor.intake.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Questions that were not answered well. Thread-safe; every method is one transaction. */
public interface GapStore {
    /**
     * A question that was not answered well.
     *
     * @param reason the decision, or {@link Gap#UNHELPFUL}
     */
    record Missed(Job job, String reason, Instant at) {}

    /**
     * A group without its questions.
     *
     * @param place where its first question lies in the library: the ids of the nearest articles
     * @param contribution the draft that is to answer it, or empty
     * @param solvedAt since when it is answered, or null
     */
    record Group(
            String id,
            Board board,
            List<String> place,
            String contribution,
            @org.jspecify.annotations.Nullable Instant solvedAt) {
        public Group {
            place = List.copyOf(place);
        }
    }

    /** Questions that are in no group yet, oldest first: not found, refused, or found unhelpful. */
    List<Missed> ungrouped(int most);

    /** The questions of all groups of a board by group, latest first. */
    Map<String, List<Missed>> questions(Board board);

    List<Group> groups(Board board);

    /** Puts a question into a group, which is made when it is not there. */
    void group(Missed question, Group group);

    /** Notes which draft is to answer a group. */
    void drafted(String gap, String contribution);

    /** Notes since when a group is answered. */
    void solved(String gap, Instant at);
}
