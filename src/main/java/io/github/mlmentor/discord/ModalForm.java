package io.github.mlmentor.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Form;
import io.github.mlmentor.layout.Characters;
import java.util.HashSet;
import java.util.List;
import net.dv8tion.jda.api.components.ModalTopLevelComponent;
import net.dv8tion.jda.api.components.utils.ComponentDeserializer;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Turns forms into modals. The modal's {@link CustomId} has the form's id as its action and the context as its value; each
 * input's {@code custom_id} is its field's id. The button that sends a modal is Discord's own, so that a form's label for it is
 * not shown.
 */
public final class ModalForm {
    private static final int TITLE = 45;
    private static final int LABEL = 45;
    private static final int DESCRIPTION = 100;
    private static final int INPUT = 4_000;
    private static final int OPTION = 100;
    private static final int OPTIONS = 25;
    private static final int IDENTIFIER = 100;
    private static final int LINE = 1;
    private static final int PARAGRAPH = 2;

    private ModalForm() {}

    /**
     * The modal as JSON.
     *
     * @throws IllegalArgumentException when an id, the context or a choice is longer than Discord takes: cut short, they
     *     would come back as something else
     */
    public static String render(Form form) {
        ObjectNode modal = Components.object()
                .put("title", orElse(Markup.plain(form.title(), TITLE), "ML Mentor"))
                .put("custom_id", new CustomId(form.id(), form.context()).written(new HashSet<>()));
        ArrayNode components = modal.putArray("components");
        for (Form.Field field : form.fields()) {
            require(!field.id().isEmpty() && field.id().length() <= IDENTIFIER, "field id", form);
            ObjectNode labelled = Components.object(Components.LABELLED);
            String words = orElse(Characters.line(field.label()), field.id());
            labelled.put("label", Markup.plain(words, LABEL));
            if (words.length() > LABEL) {
                labelled.put("description", Markup.plain(words, DESCRIPTION));
            }
            List<String> choices = field.choices().stream()
                    .filter(choice -> !choice.isBlank())
                    .distinct()
                    .toList();
            labelled.set(
                    "component",
                    field.kind() == Form.Kind.CHOICE && !choices.isEmpty()
                            ? select(form, field, choices)
                            : text(field));
            components.add(labelled);
        }
        return Components.write(modal);
    }

    /** The modal as JDA takes it; see {@link #render}. */
    static Modal modal(Form form) {
        DataObject modal = DataObject.fromJson(render(form));
        return Modal.create(modal.getString("custom_id"), modal.getString("title"))
                .addComponents(new ComponentDeserializer(List.of())
                        .deserializeAs(ModalTopLevelComponent.class, modal.getArray("components"))
                        .toList())
                .build();
    }

    private static ObjectNode text(Form.Field field) {
        int most = Math.max(1, Math.min(INPUT, field.maxLength()));
        ObjectNode input = Components.object(Components.TEXT_INPUT)
                .put("custom_id", field.id())
                .put("style", field.kind() == Form.Kind.TEXT ? PARAGRAPH : LINE)
                .put("max_length", most)
                .put("required", field.required());
        String initial = Characters.shorten(Characters.clean(field.initial()), most);
        if (!initial.isEmpty()) {
            input.put("value", initial);
        }
        return input;
    }

    private static ObjectNode select(Form form, Form.Field field, List<String> choices) {
        require(choices.size() <= OPTIONS, "number of choices", form);
        ObjectNode select = Components.object(Components.SELECT)
                .put("custom_id", field.id())
                .put("min_values", field.required() ? 1 : 0)
                .put("max_values", 1)
                .put("required", field.required());
        ArrayNode options = select.putArray("options");
        for (String choice : choices) {
            require(choice.length() <= OPTION, "choice", form);
            ObjectNode option = options.addObject()
                    .put("label", orElse(Markup.plain(choice, OPTION), "…"))
                    .put("value", choice);
            if (choice.equals(field.initial())) {
                option.put("default", true);
            }
        }
        return select;
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }

    private static void require(boolean fine, String what, Form form) {
        if (!fine) {
            throw new IllegalArgumentException("Discord does not take the " + what + " of the form " + form.id());
        }
    }
}
