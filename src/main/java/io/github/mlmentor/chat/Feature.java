package io.github.mlmentor.chat;

import java.util.Optional;

/**
 * Something that the bot can do beside answering. Written once and offered through every door that can show it.
 * Thread-safe.
 */
public interface Feature {
    /** A short stable name, for help texts and metrics. */
    String name();

    /**
     * The reply to what came in, or empty when this feature has nothing to do with it.
     *
     * @param progress shows intermediate states; never null
     */
    Optional<Reply> handle(Inbound inbound, Progress progress);
}
