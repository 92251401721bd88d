package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.retrieval.Searchable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What mentors and learners see of a question that was handed over. Thread-safe. */
final class Cards {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM, HH:mm 'UTC'", java.util.Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int QUESTION = 1_000;
    private static final int TRIED = 700;
    private static final int SAID = 500;
    private static final int ANSWER = 700;
    private static final int LINE = 150;
    private static final int LOOKED_AT = 100;
    private static final int MOST_SIMILAR = 2;

    private final MentorStore store;
    private final People people;
    private final Supplier<Searchable> knowledge;
    private final Function<String, String> address;
    private final Likeness likeness;
    private final Clock clock;

    /**
     * Makes cards.
     *
     * @param address where an article can be read by its id, or empty
     */
    Cards(
            MentorStore store,
            People people,
            Supplier<Searchable> knowledge,
            Function<String, String> address,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.knowledge = knowledge;
        this.address = address;
        this.likeness = new Likeness(knowledge);
        this.clock = clock;
    }

    /** A question with all that a mentor needs to answer it. */
    Reply.Panel question(HandOver about) {
        if (about.state() == HandOver.State.WITHDRAWN) {
            return new Reply.Panel("Withdrawn", Document.of("The learner withdrew this question."), List.of());
        }
        HandOver.Asked asked = about.asked();
        List<Block> body = new ArrayList<>();
        body.add(Words.quote(Words.shortened(asked.question(), QUESTION)));
        body.add(who(about));
        if (!asked.tried().isEmpty()) {
            body.add(Words.labelled("Tried", Words.shortened(asked.tried(), TRIED)));
        }
        if (!asked.earlier().isEmpty()) {
            List<String> earlier = asked.earlier().stream()
                    .map(one -> "“" + Words.shortened(one, LINE) + "”")
                    .toList();
            body.add(Words.labelled("Asked before", String.join(" then ", earlier)));
        }
        body.add(said(asked));
        if (about.state().isOpen() && about.standing().answer().isEmpty()) {
            similar(about).ifPresent(body::add);
        }
        if (!about.standing().answer().isEmpty()) {
            body.add(Words.labelled(
                    "Answer of " + people.name(about.board(), about.standing().answeredBy(), "a mentor"),
                    Words.shortened(about.standing().answer(), ANSWER)));
        }
        if (!about.standing().delivery().isEmpty()) {
            body.add(
                    Words.labelled("Not delivered", undelivered(about.standing().delivery())));
        }
        if (!about.standing().reason().isEmpty()) {
            body.add(Words.labelled("Closed because", about.standing().reason()));
        }
        if (about.state().isOpen() || about.state() == HandOver.State.ANSWERED) {
            body.add(Words.line((about.standing().mentor().isEmpty()
                            ? "Whichever mentor writes in this thread first claims it, and the words go to the learner"
                            : "What the mentor who claimed it writes in this thread goes to the learner")
                    + "; begin with " + Mentors.ASIDE + " to talk among yourselves."));
        }
        return new Reply.Panel(title(about), new Document(body), actions(about));
    }

    private static String undelivered(String reason) {
        return switch (reason) {
            case "dms_closed" -> "the learner takes no direct messages, and asked where others cannot see it.";
            default -> "the platform did not take it (" + reason + "). Please write to the learner yourself.";
        };
    }

    private String title(HandOver about) {
        String mentor = people.name(about.board(), about.standing().mentor(), "a mentor");
        return switch (about.state()) {
            case OPEN -> about.standing().answer().isEmpty() ? "A learner asks" : "A learner asks again";
            case CLAIMED -> "Claimed by " + mentor;
            case ANSWERED -> "Answered by " + mentor;
            case RESOLVED -> "Resolved";
            case DISMISSED -> "Not a mentor question";
            case WITHDRAWN -> "Withdrawn";
        };
    }

    private Block who(HandOver about) {
        HandOver.Asked asked = about.asked();
        String learner =
                asked.anonymous() ? "Somebody, anonymously" : people.name(about.board(), asked.learner(), "Somebody");
        List<Span> spans = new ArrayList<>();
        spans.add(new Span.Text(learner + ", waiting since " + MOMENT.format(asked.at())));
        Optional<String> link = asked.shared()
                ? store.exchanged(about.id())
                        .flatMap(one -> people.port(about.board().platform()).link(one.job()))
                : Optional.empty();
        if (link.isPresent()) {
            spans.add(new Span.Text(" · "));
            spans.add(new Span.Link("where it was asked", link.get()));
        } else if (!asked.anonymous()) {
            spans.add(new Span.Text(" · asked in private"));
        }
        return new Block.Paragraph(spans);
    }

    private Block said(HandOver.Asked asked) {
        List<Span> spans = new ArrayList<>();
        spans.add(new Span.Text("ML Mentor said: ", java.util.Set.of(Span.Style.STRONG)));
        spans.add(new Span.Text(
                asked.said().isEmpty() ? "that it cannot answer this." : Words.shortened(asked.said(), SAID)));
        String between = " Sources: ";
        for (String id : asked.sources()) {
            Optional<Article> article = knowledge.get().base().article(id);
            if (article.isPresent()) {
                spans.add(new Span.Text(between));
                spans.add(article(article.get()));
                between = " · ";
            }
        }
        return new Block.Paragraph(spans);
    }

    private Span article(Article article) {
        String url = address.apply(article.id());
        return url.isEmpty() ? new Span.Text(article.title()) : new Span.Link(article.title(), url);
    }

    /** What mentors answered to questions that mean much the same. */
    private Optional<Block> similar(HandOver about) {
        List<String> place = likeness.place(about.asked().question());
        List<HandOver> similar = store.latest(about.board(), LOOKED_AT).stream()
                .filter(other -> !other.id().equals(about.id()))
                .filter(other -> !other.standing().answer().isEmpty()
                        && !other.asked().question().isEmpty())
                .filter(other -> Likeness.of(place, likeness.place(other.asked().question())) >= Likeness.SAME)
                .limit(MOST_SIMILAR)
                .toList();
        if (similar.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = similar.stream()
                .map(other -> "“" + Words.shortened(other.asked().question(), LINE) + "” "
                        + people.name(other.board(), other.standing().answeredBy(), "A mentor") + ": "
                        + Words.shortened(other.standing().answer(), 2 * LINE))
                .toList();
        return Optional.of(Words.labelled("Answered before", String.join(" · ", lines)));
    }

    private static List<Action> actions(HandOver about) {
        String id = about.id();
        List<Action> actions = new ArrayList<>();
        boolean open = about.state().isOpen();
        if (about.state() == HandOver.State.OPEN) {
            actions.add(new Action(Acts.CLAIM, "Claim", id, Action.Weight.PRIMARY));
        }
        if (open) {
            actions.add(new Action(Acts.ANSWER, "Answer", id, Action.Weight.NORMAL));
            actions.add(new Action(Acts.REASSIGN, "Reassign", id, Action.Weight.NORMAL));
            actions.add(new Action(Acts.DISMISS, "Not a mentor question", id, Action.Weight.NORMAL));
        }
        if (!about.standing().answer().isEmpty()) {
            actions.add(new Action(
                    Acts.KNOWLEDGE, "Use as knowledge", id, open ? Action.Weight.NORMAL : Action.Weight.PRIMARY));
        }
        if (!about.asked().sources().isEmpty()) {
            actions.add(new Action(Acts.FIX, "Fix this answer", id, Action.Weight.NORMAL));
        }
        if (about.state() != HandOver.State.RESOLVED && about.state() != HandOver.State.DISMISSED) {
            actions.add(new Action(Acts.RESOLVE, "Resolve", id, Action.Weight.NORMAL));
        } else {
            actions.add(new Action(Acts.REOPEN, "Reopen", id, Action.Weight.NORMAL));
        }
        if (about.asked().anonymous()) {
            actions.add(new Action(Acts.TRACE, "Who asked?", id, Action.Weight.NORMAL));
        }
        return actions;
    }

    /** A mentor's words, for the learner. */
    Reply.Panel answer(HandOver about, String words) {
        List<Block> body = new ArrayList<>();
        if (!about.asked().shared()) {
            body.add(Words.quote(Words.shortened(about.asked().question(), SAID)));
        }
        body.addAll(Words.of(words).blocks());
        return new Reply.Panel(
                people.name(about.board(), about.standing().answeredBy(), "A mentor") + " answers",
                new Document(body),
                List.of(
                        new Action(Acts.SOLVED, "That helped", about.id(), Action.Weight.PRIMARY),
                        new Action(Acts.MORE, "I still need help", about.id(), Action.Weight.NORMAL)));
    }

    /** Something that the learner is told. */
    Reply.Panel word(HandOver about, String words) {
        List<Block> body = new ArrayList<>();
        if (!about.asked().shared()) {
            body.add(Words.quote(Words.shortened(about.asked().question(), SAID)));
        }
        body.addAll(Words.of(words).blocks());
        return new Reply.Panel("About your question", new Document(body), List.of());
    }

    /** A question that nobody claimed, seen anew. */
    Reply.Panel raised(HandOver about) {
        if (about.state() != HandOver.State.OPEN) {
            return new Reply.Panel(title(about), Document.of("This is looked after; its card says how."), List.of());
        }
        String since = Ages.of(java.time.Duration.between(about.asked().at(), now()));
        return new Reply.Panel(
                "Nobody has claimed this yet",
                new Document(List.of(
                        Words.quote(Words.shortened(about.asked().question(), SAID)),
                        Words.line("It waits for " + since + "."))),
                List.of(
                        new Action(Acts.CLAIM, "Claim", about.id(), Action.Weight.PRIMARY),
                        new Action(Acts.ANSWER, "Answer", about.id(), Action.Weight.NORMAL)));
    }

    private Instant now() {
        return clock.instant();
    }
}
