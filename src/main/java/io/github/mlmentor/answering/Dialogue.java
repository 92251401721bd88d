package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A question in its conversation: recalls what was said, asks the desk, remembers. Thread-safe. */
public final class Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);
    private static final int MOST_REMEMBERED = 600;

    private final AnswerDesk desk;
    private final ConversationMemory memory;
    private final Consumer<Exchange> record;

    /** Records nothing. */
    public Dialogue(AnswerDesk desk, ConversationMemory memory) {
        this(desk, memory, exchange -> {});
    }

    /**
     * Wires a dialogue.
     *
     * @param record told of every exchange; what it throws is logged and does not break the answer
     */
    public Dialogue(AnswerDesk desk, ConversationMemory memory, Consumer<Exchange> record) {
        this.desk = desk;
        this.memory = memory;
        this.record = record;
    }

    /**
     * Answers a question of a conversation.
     *
     * @param conversation opaque; empty for a question that belongs to none
     * @param scope tags that an article must have; empty for the whole knowledge
     */
    public Exchange ask(String conversation, String text, Map<String, String> scope, Progress progress) {
        return ask(conversation, text, scope, false, progress);
    }

    /** The same, perhaps without a language model, because a budget is spent. */
    public Exchange ask(
            String conversation, String text, Map<String, String> scope, boolean knowledgeOnly, Progress progress) {
        List<Turn> history = conversation.isEmpty() ? List.of() : memory.recall(conversation);
        Exchange exchange = desk.answer(new Question(text, history, scope, knowledgeOnly), progress);
        if (!conversation.isEmpty()) {
            turn(exchange).ifPresent(turn -> memory.remember(conversation, turn));
        }
        note(exchange);
        return exchange;
    }

    /**
     * What later questions need to know of an exchange. Small talk and what was not understood leave no trace, so that the next
     * question leans on the last real one.
     */
    public static Optional<Turn> turn(Exchange exchange) {
        if (exchange.evidence().isEmpty() || exchange.reply() instanceof Reply.OffTopic) {
            return Optional.empty();
        }
        List<String> sources = exchange.reply() instanceof Reply.Answer answer
                ? answer.sources().stream().map(Source::id).distinct().toList()
                : List.of();
        String answer = exchange.reply().body().plainText();
        String shortened = answer.length() > MOST_REMEMBERED ? answer.substring(0, MOST_REMEMBERED) + "…" : answer;
        return Optional.of(new Turn(exchange.question().text(), exchange.standalone(), sources, shortened));
    }

    private void note(Exchange exchange) {
        try {
            record.accept(exchange);
        } catch (RuntimeException e) {
            LOG.warn("An exchange was not recorded", e);
        }
    }
}
