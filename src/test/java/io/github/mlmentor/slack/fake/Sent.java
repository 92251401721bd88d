package io.github.mlmentor.slack.fake;

import java.util.List;

/**
 * A message that now stands in a channel and the events that tell the app of it.
 *
 * @param deliveries in the order of sending; none if the app does not get to know
 */
public record Sent(Room room, Post post, List<Delivery> deliveries) {
    public String ts() {
        return post.ts();
    }

    /** The thread that an answer belongs in. */
    public String thread() {
        return post.thread();
    }

    public boolean acknowledged() {
        return deliveries.stream().allMatch(Delivery::acknowledged);
    }
}
