package io.github.mlmentor.answering;

import java.util.List;

/** What was said in a conversation. Thread-safe; private conversations are only ever recalled by their own id. */
public interface ConversationMemory {
    /** The last turns, oldest first; empty for a conversation that is new or forgotten. */
    List<Turn> recall(String conversation);

    void remember(String conversation, Turn turn);
}
