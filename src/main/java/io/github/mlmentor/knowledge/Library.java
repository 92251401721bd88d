package io.github.mlmentor.knowledge;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    private volatile boolean current = true;
    private String stamp;
    private String contents;
    /** What was last said about files that cannot be read, so that it is said once and not every second. */
    private String complaint = "";

    /** Loads at once; what cannot be read at the start is left out and reported. */
    public Library(KnowledgeLoader loader, Clock clock) {
        this.loader = loader;
        this.clock = clock;
        this.stamp = loader.stamp();
        this.contents = loader.contents();
        this.served = loader.load(LocalDate.now(clock));
        this.latest = served.problemsOfServed();
        latest.stream().filter(Problem::fatal).forEach(problem -> LOG.warn("Left out: {}", problem));
    }

    public KnowledgeBase current() {
        return served.base();
    }

    /**
     * What is wrong with the files as they were last read, whether or not that state is the one being served. What drafts still
     * lack is not wrong.
     */
    public List<Problem> problems() {
        return latest;
    }

    /** Whether the files on disk are the ones being served. */
    public boolean isCurrent() {
        return current;
    }

    /** Calls the listener now and after each change, on the thread that noticed it. */
    public synchronized void follow(Consumer<KnowledgeBase> listener) {
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
            String read = loader.contents();
            // Somebody touched a file, or what is served from elsewhere was written into one.
            if (current && read.equals(contents)) {
                return;
            }
            contents = read;
            KnowledgeLoader.Loaded loaded = loader.load(LocalDate.now(clock));
            complaint = "";
            List<Problem> problems = loaded.problemsOfServed();
            latest = loaded.base().articles().isEmpty() ? withNoArticle(problems) : problems;
            current = latest.stream().noneMatch(Problem::fatal);
            if (!current) {
                LOG.warn("The knowledge was changed but is broken; the last good state stays in service");
                latest.stream().filter(Problem::fatal).forEach(problem -> LOG.warn("{}", problem));
                return;
            }
            served = loaded;
            LOG.info(
                    "The knowledge was changed: {} articles are served",
                    loaded.base().articles().size());
            listeners.forEach(listener -> tell(listener, loaded.base()));
        } catch (UncheckedIOException e) {
            unreadable(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            current = false;
            LOG.error("The changed knowledge could not be taken; the last good state stays in service", e);
        }
    }

    private static void tell(Consumer<KnowledgeBase> listener, KnowledgeBase base) {
        try {
            listener.accept(base);
        } catch (RuntimeException e) {
            LOG.error("The change of the knowledge did not reach everybody", e);
        }
    }

    /** Nothing on disk changes when rights or a mount come back, so it is tried again each time. */
    private void unreadable(String message) {
        stamp = "";
        current = false;
        latest = List.of(Problem.fatal("knowledge", 1, "unreadable", message, "it is tried again until it works"));
        if (!message.equals(complaint)) {
            LOG.warn("The knowledge cannot be read; the last good state stays in service: {}", message);
            complaint = message;
        }
    }

    private static List<Problem> withNoArticle(List<Problem> problems) {
        Problem none = Problem.fatal(
                "knowledge",
                1,
                "no-article",
                "no article is left",
                "put one back; an empty library is never taken over");
        return Stream.concat(problems.stream(), Stream.of(none)).toList();
    }
}
