package io.github.mlmentor.cli;

import io.github.mlmentor.answering.ConversationMemory;
import io.github.mlmentor.answering.Turn;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Offer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The terminal's way in and out: a question is asked and its answer is there when the call returns. Not thread-safe. */
public final class TerminalDoor implements ReplyPort {
    private static final String ONCE = "once/";

    private final Clock clock;
    private String shown = "";
    /** The job of the question that somebody waits for; an older one may be worked off on the way. */
    private String awaited = "";

    /** A door with this clock. */
    public TerminalDoor(Clock clock) {
        this.clock = clock;
    }

    /**
     * Asks through an intake whose work is done before the offer returns.
     *
     * @param conversation empty for a question that belongs to none
     * @return the rendered answer
     */
    public String ask(Intake intake, String conversation, String question, Map<String, String> scope) {
        String id = UUID.randomUUID().toString();
        MessageKey key = new MessageKey(Platform.TERMINAL, "-", "terminal", id);
        shown = "";
        awaited = Job.id(key);
        intake.offer(new Offer(
                new Inbound.Message(
                        key,
                        new Conversation(conversation.isEmpty() ? ONCE + id : conversation, Conversation.Kind.SESSION),
                        Author.person("owner"),
                        clock.instant(),
                        question,
                        true,
                        0,
                        null),
                scope,
                Map.of()));
        if (shown.isEmpty()) {
            throw new IllegalStateException("The question could not be answered now; ask again");
        }
        return shown;
    }

    /** The same memory, without the questions that belong to no conversation. */
    public static ConversationMemory remembering(ConversationMemory memory) {
        return new ConversationMemory() {
            @Override
            public List<Turn> recall(String conversation) {
                return conversation.startsWith(ONCE) ? List.of() : memory.recall(conversation);
            }

            @Override
            public void remember(String conversation, Turn turn) {
                if (!conversation.startsWith(ONCE)) {
                    memory.remember(conversation, turn);
                }
            }
        };
    }

    @Override
    public Platform platform() {
        return Platform.TERMINAL;
    }

    @Override
    public Delivery send(Outgoing message) {
        if (message.key().startsWith(awaited + ".")) {
            shown = message.payload();
        }
        return new Delivery.Delivered(message.key());
    }

    @Override
    public Optional<Delivery> reconcile(Outgoing message) {
        return Optional.empty();
    }
}
