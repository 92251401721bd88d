package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
        return ask(new Asked(conversation, text, scope, false, "", List::of), progress);
    }

    /**
     * What is asked, and how.
     *
     * @param conversation opaque; empty for a question that belongs to none
     * @param scope tags that an article must have; empty for the whole knowledge
     * @param knowledgeOnly whether to do without a language model, because a budget is spent
     * @param tone how a language model is to word the answer: a name that the prompt knows, or empty
     * @param overheard what people said there before, oldest first; looked up when nothing is remembered of the conversation
     */
    public record Asked(
            String conversation,
            String text,
            Map<String, String> scope,
            boolean knowledgeOnly,
            String tone,
            Supplier<List<String>> overheard) {}

    /** Answers a question of a conversation. */
    public Exchange ask(Asked asked, Progress progress) {
        String conversation = asked.conversation();
        List<Turn> remembered = conversation.isEmpty() ? List.of() : memory.recall(conversation);
        List<Turn> history = remembered.isEmpty() ? overheard(asked.overheard().get()) : remembered;
        Exchange exchange = desk.answer(
                new Question(asked.text(), history, asked.scope(), asked.knowledgeOnly(), asked.tone()), progress);
        if (!conversation.isEmpty()) {
            turn(exchange).ifPresent(turn -> memory.remember(conversation, turn));
        }
        note(exchange);
        return exchange;
    }

    /** What people said to each other is a question that nobody has answered yet. */
    private static List<Turn> overheard(List<String> said) {
        if (said.isEmpty()) {
            return List.of();
        }
        String latest = said.get(said.size() - 1);
        String question = said.stream()
                .filter(text -> text.contains("?"))
                .reduce((earlier, later) -> later)
                .orElse(latest);
        return List.of(new Turn(shortened(String.join("\n", said)), question, List.of(), ""));
    }

    private static String shortened(String text) {
        return text.length() > MOST_REMEMBERED ? text.substring(0, MOST_REMEMBERED) + "…" : text;
    }

    /**
     * What later questions need to know of an exchange. Small talk and what was not understood leave no trace, so that the next
     * question leans on the last real one. The first words of a conversation are kept even so: people begin by saying who they are.
     */
    public static Optional<Turn> turn(Exchange exchange) {
        boolean first = exchange.question().history().isEmpty();
        if (exchange.evidence().isEmpty() || (exchange.reply() instanceof Reply.OffTopic && !first)) {
            return Optional.empty();
        }
        List<String> sources = exchange.reply() instanceof Reply.Answer answer
                ? answer.sources().stream().map(Source::id).distinct().toList()
                : List.of();
        String answer = shortened(exchange.reply().body().plainText());
        return Optional.of(new Turn(exchange.question().text(), exchange.standalone(), sources, answer));
    }

    private void note(Exchange exchange) {
        try {
            record.accept(exchange);
        } catch (RuntimeException e) {
            LOG.warn("An exchange was not recorded", e);
        }
    }
}
