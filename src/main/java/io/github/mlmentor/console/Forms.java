package io.github.mlmentor.console;

import io.github.mlmentor.chat.Form;
import io.github.mlmentor.http.Response;
import io.github.mlmentor.mentoring.MentorDesk;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Buttons and forms of the desk: what somebody may do and what it does is decided there, as for a chat; here it is only shown what comes
 * of it.
 */
final class Forms {
    /** Before the names of the desk's fields, so that none is taken for one of the page's own. */
    private static final String PREFIX = "f.";

    private final Console.Parts parts;
    private final Boards boards;

    Forms(Console.Parts parts, Boards boards) {
        this.parts = parts;
        this.boards = boards;
    }

    void register() {
        boards.change("/act", this::act);
        boards.change("/form", this::send);
    }

    /** A choice of a list. */
    private record Choice(String text, boolean selected) {}

    /** A field as it is shown, in one of three ways. */
    private record Shown(
            String name,
            String label,
            String initial,
            int most,
            boolean required,
            boolean line,
            boolean text,
            boolean choice,
            List<Choice> choices) {}

    private void act(Visit visit, Response response) throws IOException {
        String action = visit.field("action");
        if (!MentorDesk.isOurs(action)) {
            throw Visit.unknown();
        }
        answer(visit, response, parts.desk().click(action, visit.field("value"), visit.actor()));
    }

    private void send(Visit visit, Response response) throws IOException {
        String form = visit.field("form");
        if (!MentorDesk.isOurs(form)) {
            throw Visit.unknown();
        }
        Map<String, String> values = new LinkedHashMap<>();
        visit.fields().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                values.put(name.substring(PREFIX.length()), value);
            }
        });
        answer(visit, response, parts.desk().submitted(form, visit.field("context"), values, visit.actor()));
    }

    /** Shows what came of something: a sentence on the page that it came from, or a form to fill in. */
    void answer(Visit visit, Response response, io.github.mlmentor.mentoring.Response what) throws IOException {
        if (what instanceof io.github.mlmentor.mentoring.Response.Opened opened) {
            open(visit, response, opened.form());
        } else if (what instanceof io.github.mlmentor.mentoring.Response.Said said) {
            boards.done(response, back(visit), said.text());
        } else {
            String done = visit.field("done");
            boards.done(response, back(visit), done.isEmpty() ? "Done." : done);
        }
    }

    private void open(Visit visit, Response response, Form form) throws IOException {
        List<Shown> fields = form.fields().stream().map(Forms::shown).toList();
        String back = back(visit);
        boards.send(
                visit,
                response,
                back.substring(visit.base().length() + 1).replaceFirst("[/?].*", ""),
                form.title(),
                "form",
                Map.of(
                        "title",
                        form.title(),
                        "form",
                        form.id(),
                        "context",
                        form.context(),
                        "fields",
                        fields,
                        "submit",
                        form.submitLabel(),
                        "back",
                        back));
    }

    private static Shown shown(Form.Field field) {
        return new Shown(
                PREFIX + field.id(),
                field.label(),
                field.initial(),
                field.maxLength(),
                field.required(),
                field.kind() == Form.Kind.LINE,
                field.kind() == Form.Kind.TEXT,
                field.kind() == Form.Kind.CHOICE,
                field.choices().stream()
                        .map(choice -> new Choice(choice, choice.equals(field.initial())))
                        .toList());
    }

    /** A page of this board, whatever was sent. */
    private static String back(Visit visit) {
        String back = visit.field("back");
        boolean within = back.startsWith(visit.base() + "/") && back.matches("[A-Za-z0-9@%/._~?=&-]+");
        return within ? back : visit.base() + "/queue";
    }
}
