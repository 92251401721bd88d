package io.github.mlmentor.slack;

import java.time.Duration;
import java.util.Optional;

/** The workspaces in which the app is installed. Thread-safe. */
interface Workspaces {
    /**
     * What the bot shows to be let in, fresh; empty where it is not installed, or no longer.
     *
     * @throws NotNow when nobody can say at the moment
     */
    Optional<String> token(String team);

    /** One workspace, or several with one token, as the settings say. */
    static Workspaces one(String token) {
        return team -> Optional.of(token);
    }

    /** There is no token at the moment; there may be one later. */
    final class NotNow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Duration pause;

        NotNow(String reason, Duration pause) {
            super(reason);
            this.pause = pause;
        }

        Duration pause() {
            return pause;
        }
    }
}
