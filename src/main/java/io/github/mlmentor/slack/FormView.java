package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Form;
import io.github.mlmentor.layout.Characters;
import java.util.List;

/**
 * Turns forms into modal views. In the submission each value stands under {@code state.values}, by the field's id and then
 * {@link #ACTION}; the form's context is the view's {@code private_metadata}, its id the {@code callback_id}.
 */
public final class FormView {
    /** The action id of every field's element. */
    public static final String ACTION = "value";

    private static final int TITLE = 24;
    private static final int CONTEXT = 3_000;
    private static final int LABEL = 2_000;
    private static final int INPUT = 3_000;
    private static final int OPTION_VALUE = 150;
    private static final int IDENTIFIER = 255;

    private FormView() {}

    /**
     * The view as JSON.
     *
     * @throws IllegalArgumentException when the id, the context or a choice is longer than Slack takes: cut short, they
     *     would come back as something else
     */
    public static String render(Form form) {
        require(!form.id().isEmpty() && form.id().length() <= IDENTIFIER, "id", form);
        require(form.context().length() <= CONTEXT, "context", form);
        ObjectNode view = Kit.object("modal").put("callback_id", form.id()).put("private_metadata", form.context());
        view.set("title", Kit.plainText(orElse(form.title(), "ML Mentor"), TITLE));
        view.set("submit", Kit.plainText(orElse(form.submitLabel(), "Send"), TITLE));
        view.set("close", Kit.plainText("Cancel", TITLE));
        ArrayNode blocks = view.putArray("blocks");
        for (Form.Field field : form.fields()) {
            require(!field.id().isEmpty() && field.id().length() <= IDENTIFIER, "field id", form);
            ObjectNode input = Kit.object("input").put("block_id", field.id()).put("optional", !field.required());
            input.set("label", Kit.plainText(orElse(field.label(), field.id()), LABEL));
            List<String> choices = field.choices().stream()
                    .filter(choice -> !choice.isBlank())
                    .distinct()
                    .toList();
            input.set(
                    "element",
                    field.kind() == Form.Kind.CHOICE && !choices.isEmpty()
                            ? select(form, choices, field.initial())
                            : text(field));
            blocks.add(input);
        }
        return Kit.write(view);
    }

    private static ObjectNode text(Form.Field field) {
        int most = Math.max(1, Math.min(INPUT, field.maxLength()));
        ObjectNode element = Kit.object("plain_text_input")
                .put("action_id", ACTION)
                .put("multiline", field.kind() == Form.Kind.TEXT)
                .put("max_length", most);
        String initial = Characters.shorten(Characters.clean(field.initial()), most);
        if (!initial.isEmpty()) {
            element.put("initial_value", initial);
        }
        return element;
    }

    private static ObjectNode select(Form form, List<String> choices, String initial) {
        ObjectNode element = Kit.object("static_select").put("action_id", ACTION);
        ArrayNode options = element.putArray("options");
        for (String choice : choices) {
            require(choice.length() <= OPTION_VALUE, "choice", form);
            options.add(option(choice));
        }
        if (choices.contains(initial)) {
            element.set("initial_option", option(initial));
        }
        return element;
    }

    /** The value is the choice as it was given, whatever its label had to become. */
    private static ObjectNode option(String choice) {
        ObjectNode option = Kit.object();
        option.set("text", Kit.plainText(choice, Kit.BUTTON_TEXT));
        return option.put("value", choice);
    }

    private static String orElse(String text, String other) {
        return Mrkdwn.plain(text, LABEL).isEmpty() ? other : text;
    }

    private static void require(boolean fine, String what, Form form) {
        if (!fine) {
            throw new IllegalArgumentException("Slack does not take the " + what + " of the form " + form.id());
        }
    }
}
