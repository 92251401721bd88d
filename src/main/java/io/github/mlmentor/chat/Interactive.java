package io.github.mlmentor.chat;

import java.util.List;
import java.util.Optional;

/**
 * What a platform needs on the spot, without a queue, because autocomplete and trigger ids cannot wait for a worker.
 * Thread-safe; every call returns in under 100 ms and never throws.
 */
public interface Interactive {
    /**
     * Completions of a half-typed argument, best first, at most 25.
     *
     * @param command the command's name
     * @param argument the argument that is being typed
     * @param typed what stands there so far, perhaps empty or misspelt
     */
    List<Suggestion> complete(String command, String argument, String typed);

    /** The form that a click opens, or empty when the click is to be queued like a message. */
    Optional<Form> form(Inbound.Click click);

    /** The home page for a person. */
    Home home(Author author);
}
