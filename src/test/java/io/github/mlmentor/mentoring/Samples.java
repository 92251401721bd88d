package io.github.mlmentor.mentoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Form;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.retrieval.Searchable;
import io.github.mlmentor.rig.Script;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.Databases;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.SqlFeedback;
import io.github.mlmentor.storage.SqlGaps;
import io.github.mlmentor.storage.SqlInbox;
import io.github.mlmentor.storage.SqlMentorStore;
import io.github.mlmentor.storage.Upkeep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What mentors, learners and curators are shown, for pictures: an invented board, and over it the real desk, which makes cards, forms, drafts and
 * the digest as it does when it serves.
 */
public final class Samples implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Instant MORNING = Instant.parse("2026-11-18T08:57:00Z");

    /** A Monday on which some articles are due. */
    private static final Instant MONDAY = Instant.parse("2027-05-24T09:00:00Z");

    private static final String QUESTION =
            "I have an offer from a start-up that ends on Friday, and the company I would rather join decides in two weeks."
                    + " How do I ask for time without losing it?";
    private static final String ANSWER =
            "Ask today, by phone, and name a date instead of \"more time\": \"I want to decide well. Can I tell you on Monday week?\""
                    + "\n\nThen tell the other company that you have an offer with a date. Most can bring a decision forward by a few days;"
                    + " none can if it does not know.";

    private static final Rights MENTOR = new Rights(true, false, false);

    private final Script.MovableClock clock = new Script.MovableClock();
    private final Platform platform;
    private final FakeMentorPort port;
    private final Database database;
    private final SqlInbox inbox;
    private final SqlMentorStore store;
    private final Mentoring mentoring;
    private final Supplier<Searchable> knowledge;
    private int number;

    /** Over the shipped articles, on a platform. */
    public Samples(Platform platform, Supplier<Searchable> knowledge) {
        this.platform = platform;
        this.knowledge = knowledge;
        this.port = new FakeMentorPort(platform);
        at(MORNING);
        this.database = Databases.sqlite(temporary());
        DbSchedulerJobs jobs = new DbSchedulerJobs(
                database,
                new Upkeep(database, Duration.ofDays(30), clock),
                new DbSchedulerJobs.Setup(1, Duration.ZERO),
                clock);
        this.inbox = new SqlInbox(database, jobs, clock);
        this.store = new SqlMentorStore(database, jobs, clock);
        KnowledgeLoader loader = new KnowledgeLoader(
                List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml"));
        this.mentoring = new Mentoring(
                new Mentoring.Parts(
                        store,
                        new SqlGaps(database),
                        new SqlFeedback(database),
                        Map.of(platform, port),
                        knowledge,
                        () -> loader,
                        question -> List.of(),
                        id -> "https://mentor.example.org/knowledge/" + id,
                        () -> {}),
                new Conduct(10, Duration.ofHours(4), Duration.ofHours(24), false),
                Calendar.of("monday 09:00", "UTC"),
                clock);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("samples");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The form that the thumb down opens. */
    public Form wrong() {
        return Forms.wrong("job", true);
    }

    /** The card of a question that nobody has claimed. */
    public Reply.Panel card() {
        handOver(QUESTION, "lea");
        return shown("card");
    }

    /** The form in which the answer is made knowledge. */
    public Form knowledge() {
        String id = handOver(QUESTION, "lea");
        answer(id);
        return ((Response.Opened) mentoring.desk().click(Acts.KNOWLEDGE, id, actor("ada", MENTOR))).form();
    }

    /** How a week was. */
    public Reply.Panel digest() {
        at(MONDAY.minus(Duration.ofDays(3)));
        ask("negotiating", "How do I negotiate my first offer?", 9);
        ask("coding-interview", "What is asked in coding interviews?", 7);
        ask("mlops-vs-devops", "How does MLOps differ from DevOps?", 5);
        for (int i = 0; i < 6; i++) {
            asked("When are the project presentations of this term?", "p" + i, "not_found", "");
        }
        for (int i = 0; i < 4; i++) {
            String id = handOver("What would you do in my place? (" + i + ")", "p" + i);
            clock.advance(Duration.ofMinutes(95));
            if (i > 0) {
                answer(id);
            }
        }
        at(MONDAY);
        mentoring.errands().round();
        mentoring.errands().round();
        show();
        return shown("digest");
    }

    private void ask(String article, String question, int people) {
        for (int i = 0; i < people; i++) {
            asked(question, "p" + i, "answered", record(article));
        }
    }

    private String handOver(String question, String learner) {
        String job = asked(question, learner, "answered", record("negotiating"));
        String tried = "I read the article. It says how to negotiate, not how to win two weeks.";
        mentoring
                .desk()
                .submitted(
                        Acts.ASK,
                        job,
                        Map.of(Forms.TRIED, tried, Forms.NAMED, Forms.BY_NAME),
                        actor(learner, Rights.NONE));
        show();
        return job;
    }

    private void answer(String id) {
        mentoring.desk().submitted(Acts.ANSWER, id, Map.of(Forms.WORDS, ANSWER), actor("ada", MENTOR));
        show();
    }

    /** The bot's own answer, as it is remembered. */
    private String record(String article) {
        return MAPPER.createObjectNode()
                .put(
                        "answer",
                        knowledge.get().base().article(article).orElseThrow().shortAnswer())
                .<ObjectNode>set("sources", MAPPER.createArrayNode().add(article))
                .toString();
    }

    private String asked(String text, String author, String decision, String record) {
        number++;
        Instant now = clock.instant();
        Job job = new Job(
                new MessageKey(platform, board().workspace(), "C1", "ts" + number),
                new Conversation(platform + "/w/C1/ts" + number, Conversation.Kind.THREAD),
                author,
                text,
                Map.of(),
                Map.of(),
                true,
                Optional.empty(),
                false,
                now,
                now,
                Job.State.WAITING,
                0,
                0);
        inbox.keep(job, now);
        inbox.answered(job, new Answerer.Outcome(decision, record, List.of("{}"), Map.of()), now);
        return job.id();
    }

    private Board board() {
        return port.boards().get(0);
    }

    private Actor actor(String id, Rights rights) {
        return new Actor(new Person(platform, board().workspace(), id), rights);
    }

    private void at(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }

    private void show() {
        store.due().forEach(mentoring.errands()::run);
    }

    private Reply.Panel shown(String kind) {
        return port.shown(kind).get(0).panel();
    }

    @Override
    public void close() {
        database.close();
    }
}
