package io.github.mlmentor.chat;

import java.util.List;

/**
 * A dialogue with fields: Slack's modal view, Discord's modal.
 *
 * @param id comes back as {@link Inbound.FormSubmission#form()}
 * @param title at most 24 characters, the least that every platform shows
 * @param fields one to five, the most that every platform takes
 * @param context comes back unchanged with the submission; opaque to the platform
 */
public record Form(String id, String title, List<Field> fields, String submitLabel, String context) {
    public Form {
        if (title.length() > 24) {
            throw new IllegalArgumentException("a form's title has at most 24 characters: " + title);
        }
        if (fields.isEmpty() || fields.size() > 5) {
            throw new IllegalArgumentException("a form has one to five fields, not " + fields.size());
        }
        fields = List.copyOf(fields);
    }

    /** What is typed or chosen. */
    public enum Kind {
        LINE,
        TEXT,
        CHOICE
    }

    /**
     * A field.
     *
     * @param choices for {@link Kind#CHOICE} only, at most 25
     * @param initial what stands in it at first, or empty
     * @param maxLength characters, at most 3,000
     */
    public record Field(
            String id, String label, Kind kind, boolean required, List<String> choices, String initial, int maxLength) {
        public Field {
            choices = List.copyOf(choices);
        }
    }
}
