package io.github.mlmentor.intake;

/** Wakes workers. Thread-safe. */
public interface Jobs {
    /** What is done when a conversation is woken. */
    interface Work {
        /** Works off a piece of a conversation; calls for one conversation never overlap, over all processes. */
        void work(String conversation);
    }

    /** Begins to wake; conversations that another process left behind are woken too. */
    void start(Work work);

    /** Says that something new was kept, so that nobody waits for the next look. */
    void nudge();

    /** Takes up nothing new and waits for what is running, for as long as it was made to. */
    void stop();
}
