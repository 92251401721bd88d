package io.github.mlmentor.rig;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.mentoring.ApprovedArticles;
import io.github.mlmentor.mentoring.Calendar;
import io.github.mlmentor.mentoring.Conduct;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.Mentoring;
import io.github.mlmentor.retrieval.FakeArticles;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Searchable;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.SqlGaps;
import io.github.mlmentor.storage.SqlMentorStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A real desk of mentors on a test's data, over one article, which every scripted answer stands on. */
public final class Mentored {
    /** The article's id. */
    public static final String ARTICLE = "a-day";

    private static final String TEXT = FakeArticles.article(
            ARTICLE,
            "What does a day at work look like?",
            "Half of it is code, and half of it is talk.",
            "kind: career\nadvice: fact\nreviewed: 2026-05-01",
            """
            ## What happens in the morning?

            People look at what the models did over night and talk about it.
            """);

    private Mentored() {}

    /** A desk that may be asked as often as a test does. */
    public static Mentoring desk(
            Database database, DbSchedulerJobs jobs, Feedback feedback, MentorPort port, Clock clock) {
        Conduct conduct = new Conduct(500, Duration.ofHours(24), Duration.ofHours(72), false);
        return desk(database, jobs, feedback, port, conduct, clock);
    }

    /** A desk with these rules. Its errands are run by the jobs from now on. */
    public static Mentoring desk(
            Database database, DbSchedulerJobs jobs, Feedback feedback, MentorPort port, Conduct conduct, Clock clock) {
        SqlMentorStore store = new SqlMentorStore(database, jobs, clock);
        KnowledgeLoader loader = new KnowledgeLoader(
                List.of(new ApprovedArticles(new FakeArticles(TEXT), store)), Path.of("does-not-exist.yaml"));
        AtomicReference<Searchable> served = new AtomicReference<>();
        Runnable load = () -> {
            KnowledgeBase base = loader.load(LocalDate.now(clock)).base();
            served.set(new Searchable(base, FusedRetriever.lexical(base)));
        };
        load.run();
        Map<Platform, MentorPort> ports = Map.of(port.platform(), port);
        Mentoring mentoring = new Mentoring(
                new Mentoring.Parts(
                        store,
                        new SqlGaps(database),
                        feedback,
                        ports,
                        served::get,
                        () -> loader,
                        question -> List.of(),
                        id -> "https://mentor.example.org/knowledge/" + id,
                        load),
                conduct,
                Calendar.of("off", "UTC"),
                clock);
        jobs.run(mentoring.errands());
        return mentoring;
    }

    /** Notes with every answer that it stands on the article. */
    public static Answerer onTheArticle(Answerer answerer) {
        return new Answerer() {
            @Override
            public Outcome answer(Job job, Progress progress) {
                Outcome outcome = answerer.answer(job, progress);
                String record = "{\"answer\": \"An answer\", \"sources\": [\"" + ARTICLE + "\"]}";
                return new Outcome(outcome.decision(), record, outcome.payloads(), outcome.steps());
            }

            @Override
            public Outcome decline(Job job, Admission.Declined no) {
                return answerer.decline(job, no);
            }

            @Override
            public Outcome apologise(Job job, String sentence) {
                return answerer.apologise(job, sentence);
            }
        };
    }
}
