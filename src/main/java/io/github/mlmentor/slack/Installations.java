package io.github.mlmentor.slack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where the app is installed. Every process of one database sees the same. Thread-safe. */
public interface Installations {
    /**
     * The workspace's own installation, or the one of the organisation that it is known to belong to.
     *
     * @param team a workspace, or an organisation for its own
     * @throws Unreadable when there is one that cannot be read
     */
    Optional<Installation> find(String team);

    /** The workspaces and organisations that have an installation, readable or not. */
    List<String> all();

    /** Keeps a new installation in the place of an earlier one. */
    void save(Installation installation);

    /**
     * Keeps the new tokens of an installation.
     *
     * @return false when it was removed or made anew meanwhile, and nothing was kept
     */
    boolean renew(Installation installation);

    /**
     * Removes an installation.
     *
     * @param until what was installed later stays
     * @return false when there is a later one
     */
    boolean remove(String home, Instant until);

    /**
     * Does something to an installation that nobody does at the same time, in this process or another. It may take as long as a
     * call to Slack; what it keeps is kept before anybody else's turn.
     *
     * @param work gets the installation as it is then
     * @throws Unreadable when there is one that cannot be read
     */
    <T> T alone(String home, Function<Optional<Installation>, T> work);

    /** Notes that a workspace belongs to an organisation. */
    void belongs(String team, String enterprise);

    /** The workspaces that are known to belong to an organisation. */
    List<String> teams(String enterprise);

    /** Forgets to which organisation a workspace belongs. */
    void leaves(String team);

    /** Notes that somebody has begun to install. */
    void expect(String state, Instant until);

    /** Whether somebody has begun to install with this state, in time; true once. */
    boolean arrived(String state, Instant now);

    /** An installation whose tokens cannot be read. The message names it and what to do. */
    final class Unreadable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        public Unreadable(String message) {
            super(message);
        }
    }
}
