package io.github.mlmentor.chat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ML Mentor says back. "I do not know" and "that is not my subject" are different replies, and neither is an error.
 *
 * <p>Renderers take a reply apart with {@link #fold}, so that a new kind of reply breaks every renderer at compile time.
 */
public sealed interface Reply {
    /** What is said, in every kind. */
    Document body();

    <R> R fold(Cases<R> cases);

    /** One method for each kind of reply. */
    interface Cases<R> {
        R answer(Answer answer);

        R clarification(Clarification clarification);

        R notFound(NotFound notFound);

        R offTopic(OffTopic offTopic);

        R declined(Declined declined);

        R apology(Apology apology);

        R panel(Panel panel);
    }

    /** Who put the answer into words. */
    enum Composer {
        /** Sentences of the knowledge as they stand there. */
        EXTRACTIVE,
        /** A language model, from the same evidence. */
        MODEL
    }

    /**
     * An answer. A greeting is one without sources.
     *
     * @param sources in the order of their citation numbers
     * @param readings two to four resources that fit, or none
     * @param advice the most cautious of the sources
     * @param asOf the oldest review date of the sources, or null without sources
     * @param degraded why a configured model did not write it, or null when nothing went wrong
     * @param suggestions what might be asked next
     */
    record Answer(
            Document body,
            List<Source> sources,
            List<Reading> readings,
            Advice advice,
            @Nullable LocalDate asOf,
            Composer composer,
            @Nullable Reason degraded,
            List<Suggestion> suggestions)
            implements Reply {
        public Answer {
            sources = List.copyOf(sources);
            readings = List.copyOf(readings);
            suggestions = List.copyOf(suggestions);
        }

        /** Words that need no source: a greeting, a thank-you, what the bot is. */
        public static Answer plain(Document body, List<Suggestion> suggestions) {
            return new Answer(body, List.of(), List.of(), Advice.FACT, null, Composer.EXTRACTIVE, null, suggestions);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.answer(this);
        }
    }

    /**
     * The question has two readings; both are offered.
     *
     * @param readings two or three, most likely first
     */
    record Clarification(Document body, List<Suggestion> readings) implements Reply {
        public Clarification {
            readings = List.copyOf(readings);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.clarification(this);
        }
    }

    /**
     * In the subject, but not in the knowledge.
     *
     * @param reason {@link Reason#TOO_THIN} or {@link Reason#LANGUAGE}
     * @param nearest the articles that come closest, or none
     */
    record NotFound(Reason reason, Document body, List<Source> nearest, List<Suggestion> suggestions) implements Reply {
        public NotFound {
            nearest = List.copyOf(nearest);
            suggestions = List.copyOf(suggestions);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notFound(this);
        }
    }

    /** Not about the work or career of an ML engineer; says what the bot is for. */
    record OffTopic(Document body, List<Suggestion> suggestions) implements Reply {
        public OffTopic {
            suggestions = List.copyOf(suggestions);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.offTopic(this);
        }
    }

    /**
     * We do not answer this, and say why.
     *
     * @param retryAfter when trying again makes sense, or null when it does not
     */
    record Declined(Reason reason, Document body, @Nullable Duration retryAfter) implements Reply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.declined(this);
        }
    }

    /** We failed, and say so without showing how. */
    record Apology(Reason reason, Document body) implements Reply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.apology(this);
        }
    }

    /**
     * The reply of a feature: a settings card, a receipt, a list with buttons.
     *
     * @param title at most 140 characters
     */
    record Panel(String title, Document body, List<Action> actions) implements Reply {
        public Panel {
            actions = List.copyOf(actions);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.panel(this);
        }
    }
}
