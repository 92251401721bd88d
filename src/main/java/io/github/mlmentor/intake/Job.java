package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.MessageKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A message that was kept, on its way to an outcome.
 *
 * @param key the message
 * @param author opaque, unique within platform and workspace
 * @param text what was asked, as last edited; empty when it was declined, because then nobody needs it
 * @param scope tags that an article must have; empty for the whole knowledge
 * @param notes what the door wants to have back when it renders: how to reply, who may see it. Opaque here
 * @param addressed false when it was only overheard, so that it may end without a visible word
 * @param objection the no that it gets, or empty when it is to be answered
 * @param knowledgeOnly whether the answer does without a language model, because a budget is spent
 * @param receivedAt when it was kept
 * @param dueAt before this moment nothing is done about it
 * @param attempts how often a worker has begun to answer it
 * @param revision 0, or 1 once the question was edited after its answer
 */
public record Job(
        MessageKey key,
        Conversation conversation,
        String author,
        String text,
        Map<String, String> scope,
        Map<String, String> notes,
        boolean addressed,
        Optional<Admission.Declined> objection,
        boolean knowledgeOnly,
        Instant receivedAt,
        Instant dueAt,
        State state,
        int attempts,
        int revision) {
    private static final int ID_LENGTH = 16;

    public Job {
        scope = Map.copyOf(scope);
        notes = Map.copyOf(notes);
    }

    /** How far a job is. */
    public enum State {
        /** Nobody has answered it yet. */
        WAITING,
        /** Its answer is stored; some of it may still have to be sent. */
        ANSWERED,
        /** Everything was sent. */
        DELIVERED,
        /** Something of it could never be sent. */
        UNDELIVERABLE,
        /** Overheard, and better not answered. */
        WITHHELD,
        /** The question was deleted before it was answered. */
        WITHDRAWN;

        /** Whether work remains. */
        public boolean isOpen() {
            return this == WAITING || this == ANSWERED;
        }
    }

    /** The job's name in logs and commands; says nothing about who asked what where. */
    public String id() {
        return id(key);
    }

    /** The name of the job that a message has or would have. */
    public static String id(MessageKey key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(key.asText().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Who asked. */
    public Person person() {
        return new Person(key.platform(), key.workspace(), author);
    }
}
