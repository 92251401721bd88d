package io.github.mlmentor.slack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A store that breaks when a test says so. */
final class FlakyInstallations implements Installations {
    /** What happens instead of storing new tokens. */
    volatile Runnable beforeRenewing = () -> {};
    /** What happens instead of reading. */
    volatile Runnable beforeReading = () -> {};

    private final Installations store;

    FlakyInstallations(Installations store) {
        this.store = store;
    }

    static Runnable failing() {
        return () -> {
            throw new IllegalStateException("the database is down");
        };
    }

    /** As when the process is killed there. */
    static Runnable killed() {
        return () -> {
            throw new AssertionError("killed");
        };
    }

    @Override
    public Optional<Installation> find(String team) {
        beforeReading.run();
        return store.find(team);
    }

    @Override
    public List<String> all() {
        return store.all();
    }

    @Override
    public void save(Installation installation) {
        store.save(installation);
    }

    @Override
    public boolean renew(Installation installation) {
        beforeRenewing.run();
        return store.renew(installation);
    }

    @Override
    public boolean remove(String home, Instant until) {
        return store.remove(home, until);
    }

    @Override
    public <T> T alone(String home, Function<Optional<Installation>, T> work) {
        beforeReading.run();
        return store.alone(home, work);
    }

    @Override
    public void belongs(String team, String enterprise) {
        store.belongs(team, enterprise);
    }

    @Override
    public List<String> teams(String enterprise) {
        return store.teams(enterprise);
    }

    @Override
    public void leaves(String team) {
        store.leaves(team);
    }

    @Override
    public void expect(String state, Instant until) {
        store.expect(state, until);
    }

    @Override
    public boolean arrived(String state, Instant now) {
        return store.arrived(state, now);
    }
}
