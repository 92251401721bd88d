package io.github.mlmentor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.answering.ConversationMemory;
import io.github.mlmentor.answering.Turn;
import io.github.mlmentor.intake.Inbox;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory of a conversation is what is stored with its answers, so that it is kept, shared and forgotten with them. */
final class InboxMemory implements ConversationMemory {
    private static final Logger LOG = LoggerFactory.getLogger(InboxMemory.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Inbox inbox;
    private final int turns;

    InboxMemory(Inbox inbox, int turns) {
        this.inbox = inbox;
        this.turns = turns;
    }

    /** What is stored with an answer. */
    static String record(Turn turn) {
        try {
            return MAPPER.writeValueAsString(turn);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a turn is always JSON", e);
        }
    }

    @Override
    public List<Turn> recall(String conversation) {
        List<Turn> recalled = new ArrayList<>();
        for (String record : inbox.history(conversation, turns)) {
            try {
                recalled.add(MAPPER.readValue(record, Turn.class));
            } catch (JsonProcessingException e) {
                // Of another version; a shorter memory is better than no answer.
                LOG.warn("A remembered turn cannot be read and is passed over");
            }
        }
        return recalled;
    }

    /** Nothing to do: the answer is stored with its record, both or neither. */
    @Override
    public void remember(String conversation, Turn turn) {}
}
