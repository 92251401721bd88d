package io.github.mlmentor.layout;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each kind of reply is made of, and in which order: what is said, what it depends on, where it comes from, what to read
 * and ask next, what can be done with it. Used for one reply.
 */
public abstract class ReplyLayout implements Reply.Cases<ReplyLayout.Parts> {
    private static final int TITLE = 150;
    private static final int NOTE = 2_500;
    /** Above every group of a document's blocks. */
    private static final int FOOTER = 1_000_000;

    private final Options options;
    private final Links links;
    private final List<Piece> footer = new ArrayList<>();
    private int group = FOOTER;

    protected ReplyLayout(Options options, Links links) {
        this.options = options;
        this.links = links;
    }

    /**
     * A reply taken apart.
     *
     * @param body what is said, with its title
     * @param footer what stands below, together where possible
     */
    public record Parts(List<Piece> body, List<Piece> footer) {}

    /** How many characters these are in the platform's markup. */
    protected abstract int length(List<Run> runs);

    /** The title of a panel, or nothing. */
    protected abstract List<Piece> title(String title);

    /**
     * Adds what can be asked with one click.
     *
     * @param heading may be empty
     */
    protected abstract void suggestions(String heading, List<Suggestion> suggestions);

    /** Adds the buttons of a panel. */
    protected abstract void buttons(List<Action> actions);

    /**
     * Adds what everybody can do with a reply; called only where that is wanted.
     *
     * @param feedback whether it can be rated
     * @param mentor whether a mentor can be asked
     */
    protected abstract void actions(boolean feedback, boolean mentor);

    /** Adds what the only reader of a reply can do with it. */
    protected abstract void share();

    /** Adds the call for a mentor to what only the asker sees; nothing where a platform has none there. */
    protected void mentor() {}

    /** What is asked for below the reply. */
    protected final Options options() {
        return options;
    }

    /** The number of the next piece that stands by itself. */
    protected final int nextGroup() {
        return ++group;
    }

    /** Adds to what stands below. */
    protected final void add(Piece piece) {
        footer.add(piece);
    }

    @Override
    public final Parts answer(Reply.Answer answer) {
        if (answer.advice() == Advice.OPINION) {
            note("Opinion: experienced people differ.");
        } else if (answer.advice() == Advice.MARKET) {
            note("Depends on the market" + (answer.asOf() == null ? "." : ", as of " + answer.asOf() + "."));
        }
        if (answer.degraded() != null) {
            note("The language model was not available (" + answer.degraded().code()
                    + "); this is the knowledge alone.");
        }
        sources("Sources", answer.sources());
        readings(answer.readings());
        suggestions("You might ask", answer.suggestions());
        if (options.shareable()) {
            share();
        }
        if (!answer.sources().isEmpty()) {
            below(true, true);
        }
        return new Parts(Flattening.of(answer.body(), answer.sources(), links), footer);
    }

    @Override
    public final Parts clarification(Reply.Clarification clarification) {
        suggestions("", clarification.readings());
        return plain(clarification.body());
    }

    @Override
    public final Parts notFound(Reply.NotFound notFound) {
        sources("Nearest", notFound.nearest());
        suggestions("You might ask", notFound.suggestions());
        below(true, true);
        return plain(notFound.body());
    }

    /** Rated, because "off topic" may be wrong; no mentor, because it mostly is right. */
    @Override
    public final Parts offTopic(Reply.OffTopic offTopic) {
        suggestions("You might ask", offTopic.suggestions());
        below(true, false);
        return plain(offTopic.body());
    }

    /** What is declined for good reason offers a person where a person may help, and else nothing at all. */
    @Override
    public final Parts declined(Reply.Declined declined) {
        if (declined.reason() == Reason.SENSITIVE) {
            below(false, true);
        }
        return plain(declined.body());
    }

    @Override
    public final Parts apology(Reply.Apology apology) {
        below(false, true);
        return plain(apology.body());
    }

    @Override
    public final Parts panel(Reply.Panel panel) {
        buttons(panel.actions());
        List<Piece> body = new ArrayList<>(title(panel.title()));
        body.addAll(plain(panel.body()).body);
        return new Parts(body, footer);
    }

    private Parts plain(Document body) {
        return new Parts(Flattening.of(body, List.of(), links), footer);
    }

    private void below(boolean feedback, boolean mentor) {
        if (options.buttons()) {
            actions(feedback, mentor && options.mentors());
        } else if (options.shareable() && mentor && options.mentors()) {
            mentor();
        }
    }

    private void note(String words) {
        footer.add(new Piece.Note(nextGroup(), List.of(Run.plain(words))));
    }

    /** One line; more than one only where a text object would be too long. */
    private void sources(String label, List<Source> sources) {
        if (sources.isEmpty()) {
            return;
        }
        nextGroup();
        List<Run> line = new ArrayList<>(List.of(Run.plain(label + ": ")));
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            String title = Characters.shorten(Characters.line(name(source, i == 0 ? null : sources.get(i - 1))), TITLE);
            List<Run> next =
                    List.of(Run.plain((i + 1) + " "), Run.link(title.isEmpty() ? "-" : title, links.to(source)));
            if (length(line) + length(next) > NOTE) {
                footer.add(new Piece.Note(group, line));
                line = new ArrayList<>();
            } else if (i > 0) {
                line.add(Run.plain(" · "));
            }
            line.addAll(next);
        }
        footer.add(new Piece.Note(group, line));
    }

    /** Article and section; only the section right behind another of the same article. */
    private static String name(Source source, @Nullable Source before) {
        if (source.section().isBlank()) {
            return source.title();
        }
        boolean same = before != null && before.id().equals(source.id());
        return same ? source.section() : source.title() + " > " + source.section();
    }

    private void readings(List<Reading> readings) {
        if (readings.isEmpty()) {
            return;
        }
        nextGroup();
        footer.add(new Piece.Words(group, Piece.Look.HEADING, List.of(Run.bold("Read next")), false));
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            String title = Characters.shorten(Characters.line(reading.title()), TITLE);
            String facts =
                    Characters.line(" (" + reading.kind() + ", " + reading.level() + ", " + reading.cost() + ")");
            footer.add(new Piece.Item(
                    group,
                    false,
                    0,
                    i + 1,
                    List.of(Run.link(title, Links.safe(reading.url())), Run.plain(" " + facts)),
                    false));
        }
    }
}
