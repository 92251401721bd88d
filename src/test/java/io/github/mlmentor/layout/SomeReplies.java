package io.github.mlmentor.layout;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.chat.Suggestion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replies that every platform has to show well. */
public final class SomeReplies {
    public static final List<Source> SOURCES = List.of(
            new Source("model-monitoring", "Monitoring models", "Drift"),
            new Source("feature-stores", "Feature stores & caches", ""));
    public static final List<Reading> READINGS = List.of(new Reading(
            "course",
            "A course on <monitoring>",
            "https://example.org/course?a=1&b=2",
            "course",
            "beginner",
            "free",
            "About"));
    public static final List<Suggestion> SUGGESTIONS =
            List.of(Suggestion.of("What is concept drift?"), Suggestion.of("How do I alert on drift?"));

    private SomeReplies() {}

    /** Every kind of block but tables. */
    public static Reply.Answer answer() {
        Document body = new Document(List.of(
                paragraph(
                        new Span.Text("Compare the inputs of today with those of training"),
                        new Span.Citation(1),
                        new Span.Text(", and "),
                        new Span.Text("alert", Set.of(Span.Style.STRONG)),
                        new Span.Text(" on "),
                        new Span.Text("PSI > 0.2", Set.of(Span.Style.CODE)),
                        new Span.Text("."),
                        new Span.Citation(2)),
                new Block.Heading(2, List.of(new Span.Text("First steps"))),
                new Block.Listing(
                        true,
                        List.of(
                                List.of(
                                        paragraph(new Span.Text("Log every prediction.")),
                                        new Block.Listing(
                                                false,
                                                List.of(
                                                        List.of(paragraph(new Span.Text("inputs"))),
                                                        List.of(paragraph(new Span.Text("outputs")))))),
                                List.of(
                                        paragraph(new Span.Text("Compare them:")),
                                        new Block.Code("python", "psi(train, live)"),
                                        paragraph(new Span.Text("once a day."))),
                                List.of(paragraph(new Span.Link("Read on", "https://example.org/drift"))))),
                new Block.Quote(List.of(paragraph(new Span.Text("Trust, but measure."))))));
        return answer(body, Advice.FACT, null);
    }

    /** What changes with the place and the time, written without the model that should have written it. */
    public static Reply.Answer marketDegraded() {
        return new Reply.Answer(
                Document.of("Salaries differ."),
                SOURCES,
                List.of(),
                Advice.MARKET,
                LocalDate.of(2026, 5, 1),
                Reply.Composer.EXTRACTIVE,
                Reason.MODEL_SLOW,
                List.of());
    }

    /** A table of three columns with a link. */
    public static Reply.Answer table() {
        Document body = new Document(List.of(
                paragraph(new Span.Text("They differ:")),
                new Block.Table(
                        List.of(words("Role"), words("Does"), words("Needs")),
                        List.of(
                                List.of(
                                        words("ML engineer"),
                                        List.of(new Span.Text("ships models"), new Span.Citation(1)),
                                        words("software")),
                                List.of(
                                        words("Data scientist"),
                                        List.of(new Span.Link("asks", "https://example.org/ask")),
                                        List.of())))));
        return answer(body, Advice.FACT, null);
    }

    /** Code that looks like markup. */
    public static Reply.Answer code() {
        Document body = new Document(
                List.of(new Block.Code("html", "<!channel> <@U123> & ```\n<b>bold</b>"), new Block.Code("", " ")));
        return answer(body, Advice.FACT, null);
    }

    /** More than a message takes. */
    public static Reply.Answer longAnswer() {
        List<Block> blocks = new ArrayList<>();
        for (int part = 1; part <= 4; part++) {
            blocks.add(new Block.Heading(2, words("Part " + part)));
            StringBuilder text = new StringBuilder();
            for (int sentence = 1; sentence <= 30; sentence++) {
                text.append("This is sentence ")
                        .append(sentence)
                        .append(" of part ")
                        .append(part)
                        .append(". ");
            }
            blocks.add(paragraph(new Span.Text(text.toString().strip())));
        }
        blocks.add(new Block.Code("", "x = 1\n".repeat(900)));
        return answer(new Document(blocks), Advice.FACT, null);
    }

    /** Three buttons, two of them for the same action. */
    public static Reply.Panel panel() {
        return new Reply.Panel(
                "Your data",
                Document.of("What I know."),
                List.of(
                        new Action("export", "Export", "me", Action.Weight.PRIMARY),
                        new Action("forget", "Forget me", "", Action.Weight.DANGER),
                        new Action("export", "Export as text", "text", Action.Weight.NORMAL)));
    }

    /**
     * The same words wherever words can stand.
     *
     * @param label of a button
     * @param nasty what a platform might take for a mention
     */
    public static Reply.Answer mentions(String label, String nasty) {
        List<Source> sources = List.of(new Source("id", nasty, nasty));
        return new Reply.Answer(
                new Document(List.of(
                        paragraph(
                                new Span.Text(nasty),
                                new Span.Link(nasty, "https://example.org/|x><!here>"),
                                new Span.Citation(1)),
                        new Block.Heading(1, words(nasty)))),
                sources,
                List.of(new Reading("r", nasty, "javascript:alert(1)", nasty, nasty, nasty, nasty)),
                Advice.FACT,
                null,
                Reply.Composer.MODEL,
                null,
                List.of(new Suggestion(label, nasty)));
    }

    /** With sources, something to read and something to ask. */
    public static Reply.Answer answer(Document body, Advice advice, @Nullable LocalDate asOf) {
        return new Reply.Answer(body, SOURCES, READINGS, advice, asOf, Reply.Composer.MODEL, null, SUGGESTIONS);
    }

    private static Block paragraph(Span... spans) {
        return new Block.Paragraph(List.of(spans));
    }

    private static List<Span> words(String text) {
        return List.of(new Span.Text(text));
    }
}
