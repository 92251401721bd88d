package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.layout.Links;
import io.github.mlmentor.layout.Numbered;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.layout.Piece;
import io.github.mlmentor.layout.ReplyLayout;
import io.github.mlmentor.layout.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Turns replies into Slack messages: JSON objects with {@code text}, which is complete by itself for notifications and
 * screen readers, and {@code blocks}. Immutable.
 */
public final class SlackRenderer {
    /** The action of the buttons that ask a suggested question; see {@link #actionOf}. */
    public static final String SUGGEST = "suggest";

    /** The action of the two thumbs; the value is the job's id with {@link #UP} or {@link #DOWN} behind it. */
    public static final String FEEDBACK = "feedback";

    public static final String ASK_MENTOR = "ask_mentor";
    public static final String DELETE = "delete";
    public static final String SHARE = "share";
    public static final String UP = ":up";
    public static final String DOWN = ":down";

    private final Links links;

    /**
     * Renders for one installation.
     *
     * @param publicUrl where people reach us, or empty: then sources are named without links
     * @param path where under that address a source can be read, with a slash in front
     */
    public SlackRenderer(String publicUrl, Function<Source, String> path) {
        this.links = new Links(publicUrl, path);
    }

    /** The messages of a reply, at least one; sources and buttons stand below the last. */
    public List<String> render(Reply reply, Options options) {
        ReplyLayout.Parts parts = reply.fold(new Layout(options, links));
        SlackPacking packing = new SlackPacking();
        packing.add(
                parts.body().isEmpty() && parts.footer().isEmpty()
                        ? List.of(new Piece.Words(0, Piece.Look.PLAIN, List.of(Run.plain("…")), false))
                        : parts.body());
        packing.addTogether(parts.footer());
        return packing.payloads();
    }

    /**
     * What a button does: its {@code action_id} without the number that makes it the only one of its block. Two buttons for
     * suggestions are {@code suggest} and {@code suggest#2}.
     */
    public static String actionOf(String actionId) {
        return Numbered.bare(actionId);
    }

    /** What each kind of reply looks like in Slack. */
    private static final class Layout extends ReplyLayout {
        Layout(Options options, Links links) {
            super(options, links);
        }

        @Override
        protected int length(List<Run> runs) {
            return Mrkdwn.of(runs).length();
        }

        @Override
        protected List<Piece> title(String title) {
            String words = Mrkdwn.plain(title, Kit.HEADER);
            return words.isEmpty() ? List.of() : List.of(new Piece.Fixed(0, Kit.header(words), Mrkdwn.escape(words)));
        }

        @Override
        protected void suggestions(String heading, List<Suggestion> suggestions) {
            List<Action> actions = new ArrayList<>();
            for (Suggestion suggestion : suggestions) {
                // A question that no button can carry is one that nobody would click.
                if (!suggestion.question().isBlank() && suggestion.question().length() <= Kit.VALUE) {
                    String shown = Mrkdwn.plain(suggestion.label(), Kit.BUTTON_TEXT);
                    actions.add(new Action(
                            SUGGEST,
                            shown.isEmpty() ? suggestion.question() : shown,
                            suggestion.question(),
                            Action.Weight.NORMAL));
                }
            }
            if (!heading.isEmpty() && !actions.isEmpty()) {
                add(new Piece.Fixed(nextGroup(), Kit.context(heading), heading + ":"));
            }
            buttons(actions, "• ");
        }

        @Override
        protected void buttons(List<Action> actions) {
            buttons(actions, "");
        }

        /** Buttons, named in the text where they are part of what is said. */
        private void buttons(List<Action> actions, String bullet) {
            for (ObjectNode block :
                    Kit.actions(actions.stream().map(Kit::button).toList())) {
                List<String> lines = new ArrayList<>();
                for (JsonNode button : block.path("elements")) {
                    lines.add(bullet
                            + Mrkdwn.escape(button.path("text").path("text").asText()));
                }
                String text = bullet.isEmpty() ? "[" + String.join(", ", lines) + "]" : String.join("\n", lines);
                add(new Piece.Fixed(nextGroup(), block, text));
            }
        }

        @Override
        protected void actions(boolean feedback, boolean mentor) {
            if (feedback) {
                feedback();
            }
            List<ObjectNode> buttons = new ArrayList<>();
            if (mentor) {
                buttons.add(askMentor());
            }
            ObjectNode delete =
                    Kit.button(new Action(DELETE, "Delete", options().jobId(), Action.Weight.NORMAL));
            Kit.confirm(
                    delete,
                    "Delete this answer?",
                    "It disappears for everybody. The question stays.",
                    "Delete",
                    "Keep");
            buttons.add(delete);
            add(buttons);
        }

        private ObjectNode askMentor() {
            return Kit.button(new Action(ASK_MENTOR, "Ask a mentor", options().jobId(), Action.Weight.NORMAL));
        }

        @Override
        protected void mentor() {
            add(List.of(askMentor()));
        }

        private void feedback() {
            ObjectNode thumbs = Kit.object("feedback_buttons").put("action_id", FEEDBACK);
            thumbs.set("positive_button", thumb("Good answer", UP));
            thumbs.set("negative_button", thumb("Bad answer", DOWN));
            ObjectNode block = Kit.object("context_actions");
            block.putArray("elements").add(thumbs);
            add(new Piece.Fixed(nextGroup(), block, ""));
        }

        private ObjectNode thumb(String label, String value) {
            ObjectNode thumb = Kit.object();
            thumb.set("text", Kit.plainText(label, Kit.BUTTON_TEXT));
            return thumb.put("value", options().jobId() + value).put("accessibility_label", label);
        }

        @Override
        protected void share() {
            add(List.of(
                    Kit.button(new Action(SHARE, "Share in channel", options().jobId(), Action.Weight.NORMAL))));
        }

        private void add(List<ObjectNode> buttons) {
            Kit.actions(buttons).forEach(block -> add(new Piece.Fixed(nextGroup(), block, "")));
        }
    }
}
