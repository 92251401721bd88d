package io.github.mlmentor.chat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a platform told us, translated: mentions of the bot are stripped, ids are opaque, bots are marked.
 *
 * <p>A new kind is added here and nowhere else first; {@link #fold} then names every place that has to take it.
 */
public sealed interface Inbound {
    /** The message it is about; for a click or command the interaction itself. */
    MessageKey key();

    Conversation conversation();

    Author author();

    /** When the platform says that it happened. */
    Instant at();

    <R> R fold(Cases<R> cases);

    /** One method for each kind, so that a forgotten kind does not compile. */
    interface Cases<R> {
        R message(Message message);

        R command(Command command);

        R click(Click click);

        R formSubmission(FormSubmission submission);

        R reaction(Reaction reaction);

        R edited(Edited edited);

        R deleted(Deleted deleted);
    }

    /**
     * Somebody wrote something.
     *
     * @param text without the mention of the bot; may be empty when there are only attachments
     * @param addressed whether it was said to the bot (mention, reply, direct message), not only in its hearing
     * @param attachments how many files or pictures came with it
     * @param parent the message that it replies to, where the platform says so
     */
    record Message(
            MessageKey key,
            Conversation conversation,
            Author author,
            Instant at,
            String text,
            boolean addressed,
            int attachments,
            @Nullable MessageKey parent)
            implements Inbound {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.message(this);
        }
    }

    /**
     * A slash command.
     *
     * @param name the command with its subcommands, without the slash, separated by spaces
     * @param arguments named arguments; a single free text is named {@code text}
     */
    record Command(
            MessageKey key,
            Conversation conversation,
            Author author,
            Instant at,
            String name,
            Map<String, String> arguments)
            implements Inbound {
        public Command {
            arguments = Map.copyOf(arguments);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.command(this);
        }
    }

    /**
     * A button or menu was used.
     *
     * @param action which one, as in {@link Action#id()}
     * @param values the button's value or the chosen options
     * @param on the message that carries the button, where there is one
     */
    record Click(
            MessageKey key,
            Conversation conversation,
            Author author,
            Instant at,
            String action,
            List<String> values,
            @Nullable MessageKey on)
            implements Inbound {
        public Click {
            values = List.copyOf(values);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.click(this);
        }
    }

    /**
     * A {@link Form} was sent.
     *
     * @param form the form's id
     * @param values by field id
     */
    record FormSubmission(
            MessageKey key,
            Conversation conversation,
            Author author,
            Instant at,
            String form,
            Map<String, String> values)
            implements Inbound {
        public FormSubmission {
            values = Map.copyOf(values);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.formSubmission(this);
        }
    }

    /**
     * A reaction was added to or taken from a message.
     *
     * @param emoji its short name without colons
     * @param on the message
     * @param added false when it was taken back
     */
    record Reaction(
            MessageKey key,
            Conversation conversation,
            Author author,
            Instant at,
            String emoji,
            MessageKey on,
            boolean added)
            implements Inbound {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.reaction(this);
        }
    }

    /**
     * The message {@link #key()} was changed.
     *
     * @param text what it says now
     */
    record Edited(MessageKey key, Conversation conversation, Author author, Instant at, String text)
            implements Inbound {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.edited(this);
        }
    }

    /** The message {@link #key()} was deleted. */
    record Deleted(MessageKey key, Conversation conversation, Author author, Instant at) implements Inbound {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.deleted(this);
        }
    }
}
