package io.github.mlmentor.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Links;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.layout.Piece;
import io.github.mlmentor.layout.ReplyLayout;
import io.github.mlmentor.layout.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns replies into Discord messages: JSON objects with {@code components}, {@code flags} and {@code allowed_mentions}.
 * Immutable.
 *
 * <p>The messages are Components V2, not embeds. A text display is as wide as the channel, while an embed is narrower by its
 * frame on every phone; it takes 4,000 characters, so that nearly every answer is one message; it needs no permission to
 * embed links and is seen by people who have switched embeds off; nothing in it unfurls; and buttons stand where they
 * belong. An answer stands without a frame, like anybody's words, because a frame costs a phone four columns of code; only
 * panels, which are no conversation, are cards.
 *
 * <p>What it costs: a message cannot go back to plain content; and as of 2026 a push notification of such a message shows no words.
 * Where somebody is notified, what comes first is therefore plain content ({@link #opening}, {@link #soFar}), and that message is
 * then edited to what {@link #render} made. A command notifies nobody, so it shows components from the start ({@link #progress}).
 */
public final class DiscordRenderer {
    /** Carries the job's id, a colon, and the position in the reply's suggestions or readings, from 0. */
    public static final String SUGGEST = "suggest";

    /** These carry the job's id. */
    public static final String UP = "up";

    public static final String DOWN = "down";
    public static final String ASK_MENTOR = "ask_mentor";
    public static final String DELETE = "delete";
    public static final String SHARE = "share";

    private static final int MOST_QUOTED = 300;
    private static final int MOST_IN_PROGRESS = 1_500;
    private static final int OPENING = 180;
    private static final int TITLE = 200;

    private final Links links;

    /**
     * Renders for one installation.
     *
     * @param publicUrl where people reach us, or empty: then sources are named without links
     * @param path where under that address a source can be read, with a slash in front
     */
    public DiscordRenderer(String publicUrl, Function<Source, String> path) {
        this.links = new Links(publicUrl, path);
    }

    /** The messages of a reply to a question that stands above it anyway; see {@link #render(Reply, Options, String, String)}. */
    public List<String> render(Reply reply, Options options) {
        return render(reply, options, "", "");
    }

    /**
     * The messages of a reply, at least one; sources and buttons stand below the last.
     *
     * @param asked the question of a slash command, which Discord shows to nobody, to be quoted above; or empty
     * @param note a word beforehand, or empty
     */
    public List<String> render(Reply reply, Options options, String asked, String note) {
        ReplyLayout.Parts parts = reply.fold(new Layout(options, links));
        List<Piece> body = new ArrayList<>(quoted(asked));
        String beforehand = Characters.line(note);
        if (!beforehand.isEmpty()) {
            body.add(new Piece.Note(0, List.of(Run.plain(beforehand))));
        }
        for (Piece piece : parts.body()) {
            body.addAll(piece instanceof Piece.Table table ? Columns.of(table) : List.of(piece));
        }
        if (body.isEmpty() && parts.footer().isEmpty()) {
            body.add(new Piece.Words(0, Piece.Look.PLAIN, List.of(Run.plain("…")), false));
        }
        List<Piece> footer = new ArrayList<>(parts.footer());
        if (!footer.isEmpty() && !(footer.get(0) instanceof Piece.Fixed)) {
            footer.add(0, new Piece.Fixed(0, Components.separator(), ""));
        }
        DiscordPacking packing = new DiscordPacking(reply instanceof Reply.Panel);
        packing.add(body);
        packing.addTogether(footer);
        return packing.payloads();
    }

    /**
     * A message of what is written so far; no mark is left open, and what is too long ends early.
     *
     * @param asked the question of a slash command, or empty
     */
    public static String progress(Document soFar, String asked) {
        String words = Characters.shorten(Characters.clean(soFar.plainText()), MOST_IN_PROGRESS);
        List<Piece> pieces = new ArrayList<>(quoted(asked));
        pieces.add(new Piece.Words(1, Piece.Look.PLAIN, List.of(Run.plain(words)), false));
        return Components.message(Components.of(pieces, false));
    }

    /** What is written so far as a message of plain content, which a notification can show. */
    static String soFar(Document soFar) {
        String words = Characters.shorten(Characters.clean(soFar.plainText()), MOST_IN_PROGRESS);
        return Components.plain(Markup.of(List.of(Run.plain(words + " …")), true));
    }

    /** The first words of a reply as a message of plain content, which a notification can show. */
    public static String opening(Reply reply) {
        String words = Characters.shorten(Characters.line(reply.body().plainText()), OPENING);
        return Components.plain(Markup.of(List.of(Run.plain(words)), true));
    }

    private static List<Piece> quoted(String asked) {
        String line = Characters.shorten(Characters.line(asked), MOST_QUOTED);
        return line.isEmpty()
                ? List.of()
                : List.of(new Piece.Words(0, Piece.Look.QUOTE, List.of(Run.plain(line)), true));
    }

    /** What each kind of reply looks like in Discord. */
    private static final class Layout extends ReplyLayout {
        private final Set<String> taken = new HashSet<>();

        Layout(Options options, Links links) {
            super(options, links);
        }

        @Override
        protected int length(List<Run> runs) {
            return Markup.line(runs).length();
        }

        @Override
        protected List<Piece> title(String title) {
            String words = Characters.shorten(Characters.line(title), TITLE);
            return words.isEmpty()
                    ? List.of()
                    : List.of(new Piece.Words(0, Piece.Look.HEADING, List.of(Run.plain(words)), false));
        }

        /** Without a job there is nowhere to look a question up: then it is only said. */
        @Override
        protected void suggestions(String heading, List<Suggestion> suggestions) {
            List<ObjectNode> buttons = new ArrayList<>();
            List<Piece> items = new ArrayList<>();
            int group = nextGroup();
            for (int i = 0; i < suggestions.size(); i++) {
                Suggestion suggestion = suggestions.get(i);
                String label = Characters.line(suggestion.label());
                String shown = label.isEmpty() ? Characters.line(suggestion.question()) : label;
                if (shown.isEmpty() || suggestion.question().isBlank()) {
                    continue;
                }
                if (options().jobId().isEmpty()) {
                    items.add(new Piece.Item(group, false, 0, i + 1, List.of(Run.plain(shown)), false));
                } else {
                    buttons.add(button(SUGGEST, shown, options().jobId() + ":" + i));
                }
            }
            if (!heading.isEmpty() && !(buttons.isEmpty() && items.isEmpty())) {
                add(new Piece.Note(group, List.of(Run.plain(heading + ":"))));
            }
            items.forEach(this::add);
            add(buttons);
        }

        @Override
        protected void buttons(List<Action> actions) {
            add(actions.stream().map(action -> Components.button(action, taken)).toList());
        }

        @Override
        protected void actions(boolean feedback, boolean mentor) {
            List<ObjectNode> buttons = new ArrayList<>();
            if (feedback) {
                feedback(buttons);
            }
            if (mentor) {
                buttons.add(button(ASK_MENTOR, "Ask a mentor", options().jobId()));
            }
            buttons.add(button(DELETE, "Delete", options().jobId()));
            add(buttons);
        }

        @Override
        protected void share() {
            List<ObjectNode> buttons = new ArrayList<>();
            feedback(buttons);
            buttons.add(button(SHARE, "Share in channel", options().jobId()));
            buttons.add(button(DELETE, "Dismiss", options().jobId()));
            add(buttons);
        }

        private void feedback(List<ObjectNode> buttons) {
            buttons.add(Components.button(new CustomId(UP, options().jobId()), "👍", taken));
            buttons.add(Components.button(new CustomId(DOWN, options().jobId()), "👎", taken));
        }

        private ObjectNode button(String action, String label, String value) {
            return Components.button(new Action(action, label, value, Action.Weight.NORMAL), taken);
        }

        private void add(List<ObjectNode> buttons) {
            Components.rows(buttons).forEach(row -> add(new Piece.Fixed(nextGroup(), row, "")));
        }
    }
}
