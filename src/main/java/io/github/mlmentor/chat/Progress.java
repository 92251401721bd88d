package io.github.mlmentor.chat;

/**
 * Shows an answer while it comes into being. Best effort, never durable: the final reply replaces whatever was shown.
 *
 * <p>Called from the one thread that answers. Implementations must not throw and must not block for longer than it takes
 * to hand the text over.
 */
public interface Progress {
    /** Says what is being done, in a few words. */
    void status(String text);

    /** Everything that is ready so far: whole sentences, past the link, mention and citation guards. */
    void partial(Document soFar);

    /** Whether nobody waits any more; the work may stop early. */
    boolean cancelled();

    /** Nobody is watching. */
    static Progress none() {
        return new Progress() {
            @Override
            public void status(String text) {}

            @Override
            public void partial(Document soFar) {}

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }
}
