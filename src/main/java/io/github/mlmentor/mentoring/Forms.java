package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Form;
import java.util.List;
import java.util.Map;

/** The forms that people fill in. */
final class Forms {
    static final String TRIED = "tried";
    static final String NAMED = "named";
    static final String WHY = "why";
    static final String WORDS = "words";
    static final String WHOM = "whom";
    static final String QUESTION = "question";
    static final String ASKS = "asks";
    static final String ANSWER = "answer";
    static final String SHORT = "short";
    static final String SECTION = "section";
    static final String RELATED = "related";
    static final String CREDIT = "credit";

    static final String BY_NAME = "With my name";
    static final String ANONYMOUSLY = "Anonymously";
    static final String NO_MENTOR = "No, thank you";
    static final String NO_CREDIT = "Do not name me";
    static final String TO_THE_QUEUE = "Back to everybody";
    static final String TO_ME = "To me";

    /** What Slack takes; Discord takes more. */
    static final int LONGEST = 3_000;

    static final int LONGEST_ASKS = 1_000;

    private static final List<String> REASONS =
            List.of("It is wrong", "It is outdated", "It is not what I asked", "It is too long", "Something else");
    private static final int TITLE = 90;
    private static final int SHORT_ANSWER = 500;

    private Forms() {}

    /** What was filled in, or empty. */
    static String value(Map<String, String> values, String field) {
        return values.getOrDefault(field, "").strip();
    }

    static Form ask(String job) {
        return new Form(
                Acts.ASK,
                "Ask a mentor",
                List.of(
                        text(TRIED, "What have you tried, and where are you stuck?", false, "", 1_500),
                        choice(
                                NAMED,
                                "Mentors see your question, my answer and what you asked before. How?",
                                List.of(BY_NAME, ANONYMOUSLY),
                                BY_NAME)),
                "Ask",
                job);
    }

    static Form wrong(String job, boolean mentors) {
        List<Form.Field> fields = new java.util.ArrayList<>(List.of(
                choice(WHY, "What was wrong?", REASONS, REASONS.get(0)),
                text(WORDS, "What did you miss, or what have you tried?", false, "", 1_000)));
        if (mentors) {
            fields.add(
                    choice(NAMED, "Shall a mentor look at it?", List.of(NO_MENTOR, BY_NAME, ANONYMOUSLY), NO_MENTOR));
        }
        return new Form(Acts.WRONG, "What was wrong?", fields, "Send", job);
    }

    static Form more(String id) {
        return new Form(
                Acts.MORE,
                "What is still open?",
                List.of(text(WORDS, "What did not help, or what else do you need?", true, "", 1_500)),
                "Send",
                id);
    }

    static Form answer(HandOver about) {
        return new Form(
                Acts.ANSWER,
                "Answer",
                List.of(text(
                        WORDS,
                        about.asked().shared()
                                ? "Your answer, shown where it was asked"
                                : "Your answer, sent by direct message",
                        true,
                        "",
                        LONGEST)),
                "Send",
                about.id());
    }

    static Form dismiss(String id) {
        return new Form(
                Acts.DISMISS,
                "Not a mentor question",
                List.of(text(WORDS, "What shall I tell the learner?", false, "", 500)),
                "Close it",
                id);
    }

    static Form reassign(String id, List<String> whom) {
        return new Form(
                Acts.REASSIGN,
                "Reassign",
                List.of(choice(WHOM, "Who shall look after it?", whom, whom.get(0))),
                "Reassign",
                id);
    }

    static Form reject(String id) {
        return new Form(
                Acts.REJECT,
                "Reject the draft",
                List.of(text(WORDS, "Why? The author will read it", true, "", 500)),
                "Reject",
                id);
    }

    /** A new article; the whole of it is seen before it is stored. */
    static Form knowledge(
            String context, String question, List<String> asks, String answer, String related, String name) {
        return new Form(
                Acts.KNOWLEDGE,
                "Use as knowledge",
                List.of(
                        line(QUESTION, "The question that it answers", question, TITLE),
                        text(ASKS, "Other ways to ask it, one a line", false, String.join("\n", asks), LONGEST_ASKS),
                        text(ANSWER, "The answer; names and contacts are taken out", true, answer, LONGEST),
                        new Form.Field(
                                RELATED, "Related articles, by id", Form.Kind.LINE, false, List.of(), related, 300),
                        choice(CREDIT, "Credit", credits(name), credits(name).get(0))),
                "Propose",
                context);
    }

    static Form edit(String seen, String question, String asks, String answer) {
        return new Form(
                Acts.EDIT,
                "Edit the draft",
                List.of(
                        line(QUESTION, "The question that it answers", question, TITLE),
                        text(ASKS, "Other ways to ask it, one a line", false, asks, LONGEST_ASKS),
                        text(ANSWER, "The answer", true, answer, LONGEST)),
                "Save",
                seen);
    }

    /** Another wording of an article's short answer and of one section. */
    static Form change(
            String act, String context, String title, String shortAnswer, String heading, String section, String name) {
        List<Form.Field> fields = new java.util.ArrayList<>();
        fields.add(text(SHORT, "The short answer of: " + title, true, shortAnswer, SHORT_ANSWER));
        if (!section.isEmpty()) {
            fields.add(text(SECTION, "The section: " + heading, true, section, LONGEST));
        }
        fields.add(choice(CREDIT, "Credit", credits(name), credits(name).get(0)));
        return new Form(act, "Fix this answer", fields, "Propose", context);
    }

    private static List<String> credits(String name) {
        return name.isEmpty() ? List.of(NO_CREDIT) : List.of("Name me: " + shortened(name), NO_CREDIT);
    }

    /** Whom to name by what was chosen, or nobody. */
    static String credit(Map<String, String> values, String name) {
        boolean named = !name.isEmpty() && value(values, CREDIT).startsWith("Name me");
        return named ? name : "";
    }

    private static String shortened(String name) {
        return name.length() > 60
                ? name.substring(0, name.offsetByCodePoints(0, Math.min(30, name.codePointCount(0, name.length()))))
                : name;
    }

    private static Form.Field line(String id, String label, String initial, int most) {
        return new Form.Field(id, label, Form.Kind.LINE, true, List.of(), initial, most);
    }

    private static Form.Field text(String id, String label, boolean required, String initial, int most) {
        return new Form.Field(id, label, Form.Kind.TEXT, required, List.of(), initial, most);
    }

    private static Form.Field choice(String id, String label, List<String> choices, String initial) {
        return new Form.Field(id, label, Form.Kind.CHOICE, true, choices, initial, 0);
    }
}
