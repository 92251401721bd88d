package io.github.mlmentor.slack;

import java.util.Optional;

/** The workspaces in which the app is installed. Thread-safe. */
interface Workspaces {
    /** What the bot shows to be let in, fresh; empty where it is not installed, or no longer. */
    Optional<String> token(String team);

    /** One workspace, or several with one token, as the settings say. */
    static Workspaces one(String token) {
        return team -> Optional.of(token);
    }
}
