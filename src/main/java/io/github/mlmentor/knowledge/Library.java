package io.github.mlmentor.knowledge;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The knowledge that is being served, kept current. When what was saved is broken, the last good state stays and the log
 * says why. Thread-safe.
 */
public final class Library {
    private static final Logger LOG = LoggerFactory.getLogger(Library.class);

    private final KnowledgeLoader loader;
    private final Clock clock;
    private final List<Consumer<KnowledgeBase>> listeners = new CopyOnWriteArrayList<>();
    private volatile KnowledgeLoader.Loaded served;
    private volatile List<Problem> latest;
    private volatile String stamp;

    /** Loads at once; what cannot be read at the start is left out and reported. */
    public Library(KnowledgeLoader loader, Clock clock) {
        this.loader = loader;
        this.clock = clock;
        this.stamp = loader.stamp();
        this.served = loader.load(LocalDate.now(clock));
        this.latest = served.problems();
        latest.stream().filter(Problem::fatal).forEach(problem -> LOG.warn("Left out: {}", problem));
    }

    public KnowledgeBase current() {
        return served.base();
    }

    /** What is wrong with the files as they were last read, whether or not that state is the one being served. */
    public List<Problem> problems() {
        return latest;
    }

    /** Whether the files on disk are the ones being served. */
    public boolean isCurrent() {
        return latest.equals(served.problems());
    }

    /** Calls the listener now and after each change, on the thread that noticed it. */
    public void follow(Consumer<KnowledgeBase> listener) {
        listeners.add(listener);
        listener.accept(current());
    }

    /** Looks for a change and serves it. Meant to be called every second or so by one scheduled task; never throws. */
    public synchronized void refresh() {
        try {
            String now = loader.stamp();
            if (now.equals(stamp)) {
                return;
            }
            stamp = now;
            KnowledgeLoader.Loaded loaded = loader.load(LocalDate.now(clock));
            latest = loaded.problems();
            if (loaded.broken() || loaded.base().articles().isEmpty()) {
                LOG.warn("The knowledge was changed but is broken; the last good state stays in service");
                latest.stream().filter(Problem::fatal).forEach(problem -> LOG.warn("{}", problem));
                return;
            }
            served = loaded;
            LOG.info(
                    "The knowledge was changed: {} articles are served",
                    loaded.base().articles().size());
            listeners.forEach(listener -> listener.accept(loaded.base()));
        } catch (UncheckedIOException e) {
            LOG.warn("The knowledge cannot be read; the last good state stays in service: {}", e.getMessage());
        }
    }
}
