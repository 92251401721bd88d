package io.github.mlmentor.answering;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Memory in this process: the last turns of the conversations that were used last. Thread-safe. */
public final class BoundedMemory implements ConversationMemory {
    private final int conversations;
    private final int turns;
    private final Map<String, Deque<Turn>> byConversation = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty memory.
     *
     * @param conversations how many are kept; the one unused for longest goes first
     * @param turns how many are kept of each
     */
    public BoundedMemory(int conversations, int turns) {
        this.conversations = conversations;
        this.turns = turns;
    }

    @Override
    public synchronized List<Turn> recall(String conversation) {
        Deque<Turn> known = byConversation.get(conversation);
        return known == null ? List.of() : List.copyOf(known);
    }

    @Override
    public synchronized void remember(String conversation, Turn turn) {
        Deque<Turn> known = byConversation.computeIfAbsent(conversation, id -> new ArrayDeque<>());
        known.addLast(turn);
        if (known.size() > turns) {
            known.removeFirst();
        }
        if (byConversation.size() > conversations) {
            byConversation.remove(byConversation.keySet().iterator().next());
        }
    }
}
