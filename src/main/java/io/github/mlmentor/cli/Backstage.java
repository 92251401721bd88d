package io.github.mlmentor.cli;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.mentoring.CommunityFiles;
import io.github.mlmentor.retrieval.LiveIndex;
import io.github.mlmentor.retrieval.Searchable;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.telemetry.HealthCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What stands ready for a command. Everything is made when it is first asked for and once, so that {@code knowledge lint}
 * starts no index and {@code --help} starts nothing at all.
 */
public interface Backstage {
    /** Reads the settings; throws {@link io.github.mlmentor.settings.SettingsException} when they cannot be used. */
    Settings settings();

    Clock clock();

    KnowledgeLoader loader();

    /** The folder of articles; inside the program's jar when there is no other. */
    Path knowledgeDir();

    Library library();

    LiveIndex index();

    /** Asks and returns the rendered answer; throws when it was not taken in. */
    interface Terminal {
        /**
         * Asks.
         *
         * @param conversation empty for a question that belongs to none; else it goes on in a later run
         * @param scope tags that an article must have
         */
        String ask(String conversation, String question, Map<String, String> scope);
    }

    /** The terminal's way to the intake and back. */
    Terminal terminal(Function<Exchange, String> renderer);

    /**
     * Knowledge to measure.
     *
     * @param loader reads its files
     * @param library what was read
     */
    record Shelf(KnowledgeLoader loader, Library library, LiveIndex index) {}

    /** What is served. */
    default Shelf shelf() {
        return new Shelf(loader(), library(), index());
    }

    /** Somebody else's Markdown, which is not served. */
    Shelf shelf(Path folder);

    /** A desk with thresholds and knowledge of its own, for evaluation; never asks a model. */
    AnswerDesk desk(Calibration calibration, Searchable knowledge);

    /** Where what must survive is kept. */
    Path dataDir();

    /** The SQLite file, whether or not it is there or used. */
    Path databaseFile();

    /** What curators approved in chat, as files; empty when there is no database yet. */
    Optional<CommunityFiles> community();

    /** The database, beside whoever serves from it; empty when there is none yet. */
    Optional<Database> database();

    /** What {@code doctor} looks at, in its order. */
    List<HealthCheck> checks();

    /** Who words the answers: a provider and its model, or the knowledge alone. */
    String modelLine();

    /** A line for each platform: on or off, and why. */
    List<String> doors();

    /**
     * Starts to serve.
     *
     * @return the address of the playground
     */
    String serve();

    /**
     * A new link into the mentors' console for whoever runs this; good once, and not for long. Must not be logged. Empty when there is
     * no database yet.
     */
    Optional<String> consoleLink();

    /** Blocks until somebody stops the program. */
    void awaitStop();
}
