package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Inbound;
import java.util.Map;

/**
 * A message as a door hands it over.
 *
 * @param scope tags that an article must have; empty for the whole knowledge
 * @param notes what the door wants to have back when it renders
 */
public record Offer(Inbound.Message message, Map<String, String> scope, Map<String, String> notes) {
    public Offer {
        scope = Map.copyOf(scope);
        notes = Map.copyOf(notes);
    }

    /** A message about everything, with nothing to note. */
    public static Offer of(Inbound.Message message) {
        return new Offer(message, Map.of(), Map.of());
    }

    Person person() {
        return new Person(
                message.key().platform(),
                message.key().workspace(),
                message.author().id());
    }
}
