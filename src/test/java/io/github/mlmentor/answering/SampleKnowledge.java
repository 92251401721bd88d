package io.github.mlmentor.answering;

import static io.github.mlmentor.retrieval.FakeArticles.article;

import io.github.mlmentor.guard.GroundingGuard;
import io.github.mlmentor.guard.LengthGuard;
import io.github.mlmentor.guard.LinkGuard;
import io.github.mlmentor.guard.MentionGuard;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.FakeArticles;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Searchable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** A handful of articles of every kind, and what the desk needs around them. */
final class SampleKnowledge {
    static final String DOCKER_SHORT =
            "Docker packs a program with everything it needs, so that it runs anywhere in the same way.";

    static final String DOCKER = article("docker", "What is Docker?", DOCKER_SHORT, """
            kind: skill
            advice: fact
            reviewed: 2026-05-01
            see_also: [serving, burnout, nothing-like-this]
            levels:
              aware: Explains what an image is.
              working: Writes a small image for a service.
              strong: Debugs a build that fails on one machine only.
            tags: {course: ops}""", """
            ## What is an image?

            An image is a frozen file system with a start command. Layers are shared between images, which keeps them small. A
            registry stores images under a name and a tag.

            ## How do you learn Docker step by step?

            1. Pack a script that prints a line.
            2. Pack a web service and open its port.
            3. Make the image smaller and measure by how much.

            ## Which level of Docker do you need?

            For a first job you write an image for a service. Nobody expects you to run a cluster of 12 machines.

            ## How does a container differ from a virtual machine?

            | aspect | container | virtual machine |
            | --- | --- | --- |
            | start | seconds | minutes |
            | kernel | shared | own |

            ## What goes wrong with volumes?

            Files that are written inside a container vanish with it. A volume keeps them, but a volume that is mounted over a
            folder hides what the image has there.
            """);

    static final String SERVING = article(
            "serving",
            "How do you serve a model?",
            "You put the model behind an interface and measure latency.",
            "kind: skill\nadvice: opinion\nreviewed: 2026-03-01",
            """
            ## How do you keep latency low?

            Batch requests, cache features and keep the model warm.

            ## What do you watch in production?

            - latency at the 99th percentile
            - the share of errors
            - drift of the inputs
            """);

    static final String PAY = article(
            "pay",
            "How do I find out what a role pays?",
            "Compare several current sources for your town and level.",
            "kind: career\nadvice: market\nreviewed: 2025-12-24",
            """
            ## Where do you look for salaries?

            Ask two people who hire, and read surveys with a date.
            """);

    static final String BURNOUT = article(
            "burnout",
            "What helps against burnout?",
            "Rest early, and talk to somebody you trust about burnout.",
            "kind: wellbeing\nserved: verbatim\nreviewed: 2026-06-01",
            """
            ## When is burnout a case for a doctor?

            When sleep and appetite are gone for weeks, a doctor is the right person to see.
            """);

    static final String ML_ENGINEER = article(
            "ml-engineer",
            "ML engineer",
            "Builds models and the software around them.",
            "kind: role\naliases: [MLE]\nduties: [serve-models]\nskills: [docker]\nreviewed: 2026-05-01",
            "## What does an ML engineer do?\n\nTrains, ships and watches models in production.\n");

    static final String DATA_ENGINEER = article(
            "data-engineer",
            "Data engineer",
            "Builds the pipelines that others read from.",
            "kind: role\nskills: [docker]\nreviewed: 2026-05-01",
            "## What does a data engineer do?\n\nMoves, cleans and stores data for analysts.\n");

    static final String SERVE_MODELS = article(
            "serve-models",
            "Serve models in production",
            "Models answer requests under load.",
            "kind: duty\nskills: [docker]\nreviewed: 2026-05-01",
            "## What is the duty?\n\nKeep an endpoint up.\n");

    static final String[] ALL = {
        DOCKER, SERVING, PAY, BURNOUT, ML_ENGINEER, DATA_ENGINEER, SERVE_MODELS,
    };

    static final KnowledgeBase BASE = FakeArticles.base(ALL);

    private SampleKnowledge() {}

    /** Answers whatever has evidence. */
    static Calibration willing() {
        return new Calibration(
                new Calibration.Mode(says(8, true), says(8, true)), new Calibration.Mode(says(4, true), says(4, true)));
    }

    /** Never finds the evidence good enough; the question is in the subject or not. */
    static Calibration unwilling(boolean inSubject) {
        return new Calibration(
                new Calibration.Mode(says(8, false), says(8, inSubject)),
                new Calibration.Mode(says(4, false), says(4, inSubject)));
    }

    /** Says the same whatever it sees. */
    private static Logistic says(int features, boolean yes) {
        List<Double> zeros = Collections.nCopies(features, 0.0);
        return new Logistic(zeros, Collections.nCopies(features, 1.0), zeros, yes ? 20 : -20, 0.5);
    }

    /** The guards as the program has them. */
    static List<Guard> guards() {
        return List.of(new LinkGuard(), new MentionGuard(), new GroundingGuard(), new LengthGuard(6_000));
    }

    static Evidence evidence(KnowledgeBase base, String question) {
        return FusedRetriever.lexical(base).retrieve(Query.of(question));
    }

    static Searchable searchable(KnowledgeBase base) {
        return new Searchable(base, FusedRetriever.lexical(base));
    }

    /** A desk that answers from the knowledge alone. */
    static AnswerDesk desk(KnowledgeBase base) {
        return new AnswerDesk(() -> searchable(base), willing(), guards(), null);
    }

    /** A desk with a language model and the prompts that ship. */
    static AnswerDesk desk(KnowledgeBase base, LanguageModel model) {
        PromptTemplates templates = new PromptTemplates(Path.of("prompts"));
        return new AnswerDesk(
                () -> searchable(base),
                willing(),
                guards(),
                new AnswerDesk.Modelling(model, templates, java.time.Duration.ofSeconds(30)));
    }
}
