package io.github.mlmentor.discord.fake;

import java.time.Instant;

/**
 * A message that now stands in a channel.
 *
 * @param told whether any app gets to know of it
 */
public record Sent(Room room, Post post, boolean told) {
    public String id() {
        return post.id();
    }

    /** When it was sent. */
    public Instant at() {
        return Ids.time(post.id());
    }

    public String channel() {
        return room.id();
    }
}
