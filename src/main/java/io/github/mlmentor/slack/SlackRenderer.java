package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    private static final int LONGEST_JOB_ID = 200;
    private static final int TITLE = 150;
    private static final int NOTE = 2_500;
    /** Above every group of a document's blocks. */
    private static final int FOOTER = 1_000_000;

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

    /**
     * What stands below a reply.
     *
     * @param jobId what the buttons carry, so that a click finds the answer; may be empty without buttons
     * @param buttons whether people can rate it, ask a mentor and delete it, where the kind of reply makes that sensible
     * @param shareable whether only the asker sees it and may show it to the channel, instead of the other buttons
     * @param mentors whether there are mentors to ask
     */
    public record Options(String jobId, boolean buttons, boolean shareable, boolean mentors) {
        public Options {
            if ((buttons || shareable) && (jobId.isBlank() || jobId.length() > LONGEST_JOB_ID)) {
                throw new IllegalArgumentException("buttons need a job's id of at most " + LONGEST_JOB_ID);
            }
        }

        /** Nothing but the words. */
        public static Options none() {
            return new Options("", false, false, false);
        }

        /** For everybody in the conversation. */
        public static Options shared(String jobId) {
            return new Options(jobId, true, false, true);
        }

        /** The same where nobody would see a call for a mentor. */
        public Options withoutMentors() {
            return new Options(jobId, buttons, shareable, false);
        }

        /** For the asker alone. */
        public static Options unshared(String jobId) {
            return new Options(jobId, false, true, false);
        }
    }

    /** The messages of a reply, at least one; sources and buttons stand below the last. */
    public List<String> render(Reply reply, Options options) {
        Parts parts = reply.fold(new Cases(options));
        Packing packing = new Packing();
        List<Piece> body = new ArrayList<>(parts.title);
        body.addAll(Flattening.of(parts.body, parts.cited, links));
        if (body.isEmpty() && parts.footer.isEmpty()) {
            body.add(new Piece.Words(0, Piece.Look.PLAIN, List.of(Run.plain("…")), false));
        }
        packing.add(body);
        packing.addTogether(parts.footer);
        return packing.payloads();
    }

    /**
     * What a button does: its {@code action_id} without the number that makes it the only one of its block. Two buttons for
     * suggestions are {@code suggest} and {@code suggest#2}.
     */
    public static String actionOf(String actionId) {
        return Kit.actionOf(actionId);
    }

    /** A reply taken apart. */
    private record Parts(List<Piece> title, Document body, List<Source> cited, List<Piece> footer) {}

    /** What each kind of reply is made of. */
    private final class Cases implements Reply.Cases<Parts> {
        private final Options options;
        private final List<Piece> footer = new ArrayList<>();
        private int group = FOOTER;

        Cases(Options options) {
            this.options = options;
        }

        @Override
        public Parts answer(Reply.Answer answer) {
            if (answer.advice() == Advice.OPINION) {
                note("Opinion: experienced people differ.");
            } else if (answer.advice() == Advice.MARKET) {
                note("Depends on the market" + (answer.asOf() == null ? "." : ", as of " + answer.asOf() + "."));
            }
            if (answer.degraded() != null) {
                note("The language model was not available ("
                        + answer.degraded().code() + "); this is the knowledge alone.");
            }
            sources("Sources", answer.sources());
            readings(answer.readings());
            suggestions("You might ask", answer.suggestions());
            if (options.shareable()) {
                share();
            } else if (!answer.sources().isEmpty()) {
                feedback();
                actions(true);
            }
            return new Parts(List.of(), answer.body(), answer.sources(), footer);
        }

        @Override
        public Parts clarification(Reply.Clarification clarification) {
            suggestions("", clarification.readings());
            return plain(clarification.body());
        }

        @Override
        public Parts notFound(Reply.NotFound notFound) {
            sources("Nearest", notFound.nearest());
            suggestions("You might ask", notFound.suggestions());
            feedback();
            actions(true);
            return plain(notFound.body());
        }

        /** Rated, because "off topic" may be wrong; no mentor, because it mostly is right. */
        @Override
        public Parts offTopic(Reply.OffTopic offTopic) {
            suggestions("You might ask", offTopic.suggestions());
            feedback();
            actions(false);
            return plain(offTopic.body());
        }

        /** What is declined for good reason offers a person where a person may help, and else nothing at all. */
        @Override
        public Parts declined(Reply.Declined declined) {
            if (declined.reason() == Reason.SENSITIVE) {
                actions(true);
            }
            return plain(declined.body());
        }

        @Override
        public Parts apology(Reply.Apology apology) {
            actions(true);
            return plain(apology.body());
        }

        @Override
        public Parts panel(Reply.Panel panel) {
            buttons(panel.actions(), "");
            List<Piece> title = new ArrayList<>();
            String words = Mrkdwn.plain(panel.title(), Kit.HEADER);
            if (!words.isEmpty()) {
                title.add(new Piece.Fixed(0, Kit.header(words), Mrkdwn.escape(words)));
            }
            return new Parts(title, panel.body(), List.of(), footer);
        }

        private Parts plain(Document body) {
            return new Parts(List.of(), body, List.of(), footer);
        }

        private void note(String words) {
            footer.add(new Piece.Note(++group, List.of(Run.plain(words))));
        }

        /** One line; more than one only where a text object would be too long. */
        private void sources(String label, List<Source> sources) {
            if (sources.isEmpty()) {
                return;
            }
            group++;
            List<Run> line = new ArrayList<>(List.of(Run.plain(label + ": ")));
            for (int i = 0; i < sources.size(); i++) {
                Source source = sources.get(i);
                String title = Mrkdwn.shorten(oneLine(name(source, i == 0 ? null : sources.get(i - 1))), TITLE);
                List<Run> next =
                        List.of(Run.plain((i + 1) + " "), Run.link(title.isEmpty() ? "-" : title, links.to(source)));
                if (Run.mrkdwn(line).length() + Run.mrkdwn(next).length() > NOTE) {
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
            group++;
            footer.add(new Piece.Words(group, Piece.Look.HEADING, List.of(Run.bold("Read next")), false));
            for (int i = 0; i < readings.size(); i++) {
                Reading reading = readings.get(i);
                String title = Mrkdwn.shorten(oneLine(reading.title()), TITLE);
                String facts = oneLine(" (" + reading.kind() + ", " + reading.level() + ", " + reading.cost() + ")");
                footer.add(new Piece.Item(
                        group,
                        false,
                        0,
                        i + 1,
                        List.of(Run.link(title, Flattening.safe(reading.url())), Run.plain(" " + facts)),
                        false));
            }
        }

        private void suggestions(String heading, List<Suggestion> suggestions) {
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
                footer.add(new Piece.Fixed(++group, Kit.context(heading), heading + ":"));
            }
            buttons(actions, "• ");
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
                footer.add(new Piece.Fixed(++group, block, text));
            }
        }

        private void feedback() {
            if (!options.buttons()) {
                return;
            }
            ObjectNode thumbs = Kit.object("feedback_buttons").put("action_id", FEEDBACK);
            thumbs.set("positive_button", thumb("Good answer", UP));
            thumbs.set("negative_button", thumb("Bad answer", DOWN));
            ObjectNode block = Kit.object("context_actions");
            block.putArray("elements").add(thumbs);
            footer.add(new Piece.Fixed(++group, block, ""));
        }

        private ObjectNode thumb(String label, String value) {
            ObjectNode thumb = Kit.object();
            thumb.set("text", Kit.plainText(label, Kit.BUTTON_TEXT));
            return thumb.put("value", options.jobId() + value).put("accessibility_label", label);
        }

        private void actions(boolean mentor) {
            if (!options.buttons()) {
                return;
            }
            List<ObjectNode> buttons = new ArrayList<>();
            if (mentor && options.mentors()) {
                buttons.add(Kit.button(new Action(ASK_MENTOR, "Ask a mentor", options.jobId(), Action.Weight.NORMAL)));
            }
            ObjectNode delete = Kit.button(new Action(DELETE, "Delete", options.jobId(), Action.Weight.NORMAL));
            Kit.confirm(
                    delete,
                    "Delete this answer?",
                    "It disappears for everybody. The question stays.",
                    "Delete",
                    "Keep");
            buttons.add(delete);
            add(buttons);
        }

        private void share() {
            add(List.of(Kit.button(new Action(SHARE, "Share in channel", options.jobId(), Action.Weight.NORMAL))));
        }

        private void add(List<ObjectNode> buttons) {
            Kit.actions(buttons).forEach(block -> footer.add(new Piece.Fixed(++group, block, "")));
        }

        private String oneLine(String text) {
            return Mrkdwn.clean(text).replaceAll("\\s+", " ").strip();
        }
    }
}
