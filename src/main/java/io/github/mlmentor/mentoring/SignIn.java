package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Person;
import java.util.List;

/** Signing in to the console with a platform's account. Thread-safe. */
public interface SignIn {
    Platform platform();

    /** What the button says: {@code Sign in with Slack}. */
    String label();

    /**
     * Where the browser is sent.
     *
     * @param state comes back unchanged, and must be checked then
     * @param redirect where the platform sends the browser back to
     */
    String address(String state, String redirect);

    /**
     * Who came back, once in each workspace that he shares with the bot; empty when the platform does not say, or nothing is shared.
     *
     * @param code what the browser brought along; good for once
     */
    List<Person> identify(String code, String redirect);
}
