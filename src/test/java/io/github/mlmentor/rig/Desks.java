package io.github.mlmentor.rig;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.mentoring.ApprovedArticles;
import io.github.mlmentor.mentoring.Calendar;
import io.github.mlmentor.mentoring.Conduct;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.Mentoring;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.LiveIndex;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.SqlFeedback;
import io.github.mlmentor.storage.SqlGaps;
import io.github.mlmentor.storage.SqlMentorStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A mentors' desk over a real database and a small folder of articles, searched by words alone. */
public final class Desks {
    /** What tests run with: three questions a month, raised after 4 hours, given back after 24. */
    public static final Conduct CONDUCT = new Conduct(3, Duration.ofHours(4), Duration.ofHours(24), false);

    private static final String ARTICLE = """
            ---
            id: %s
            title: %s
            kind: practice
            asks:
              - %s
            short: >
              %s
            advice: fact
            status: live
            ---

            ## In detail

            %s
            """;

    private Desks() {}

    /**
     * A desk with what a test needs of it.
     *
     * @param library what is served; looks for changes when it is told to, and after each approval
     */
    public record Desk(Mentoring mentoring, SqlMentorStore store, Library library, LiveIndex index, Path knowledge) {}

    /** One over a database; its errands run with the jobs. */
    public static Desk over(
            Database database, DbSchedulerJobs jobs, Map<Platform, MentorPort> ports, Path folder, Clock clock) {
        Path knowledge = articles(folder);
        SqlMentorStore store = new SqlMentorStore(database, jobs, clock);
        KnowledgeLoader loader = new KnowledgeLoader(
                List.of(new ApprovedArticles(MarkdownFolder.curated(knowledge), store)),
                folder.resolve("resources.yaml"));
        Library library = new Library(loader, clock);
        LiveIndex index =
                new LiveIndex(library, null, new EmbeddingCache(folder.resolve("none.bin"), List.of()), Runnable::run);
        Mentoring mentoring = new Mentoring(
                new Mentoring.Parts(
                        store,
                        new SqlGaps(database),
                        new SqlFeedback(database),
                        ports,
                        index::current,
                        () -> loader,
                        question -> sources(index, question),
                        id -> "https://mentor.example.org/knowledge/" + id,
                        library::refresh),
                CONDUCT,
                Calendar.of("monday 09:00", "UTC"),
                clock);
        jobs.run(mentoring.errands());
        return new Desk(mentoring, store, library, index, knowledge);
    }

    /** What the words alone find first. */
    private static List<String> sources(LiveIndex index, String question) {
        return index.current().retriever().retrieve(new Query(question, question, Map.of())).ranked().stream()
                .limit(1)
                .map(ranked -> ranked.article().id())
                .toList();
    }

    private static Path articles(Path folder) {
        Path knowledge = folder.resolve("knowledge");
        if (!Files.exists(knowledge)) {
            write(
                    knowledge,
                    "feature-stores",
                    "What is a feature store?",
                    "A feature store keeps the inputs of models so that training and serving read the same values.",
                    "It has an offline side for training and an online side for serving.");
            write(
                    knowledge,
                    "model-drift",
                    "What is model drift?",
                    "Drift is when the world a model sees in production stops being like the one it was trained on.",
                    "Watch the inputs, the predictions and, when they come, the labels.");
            write(
                    knowledge,
                    "on-call",
                    "Do ML engineers go on call?",
                    "Many do, because a model in production is a service like any other and breaks at night too.",
                    "Ask about the rotation before you sign.");
        }
        return knowledge;
    }

    private static void write(Path folder, String id, String title, String shortAnswer, String body) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(id + ".md"),
                    ARTICLE.formatted(id, title, title.toLowerCase(java.util.Locale.ROOT), shortAnswer, body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
