package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Form;

/** What whoever clicked, sent or wrote something sees of it at once, and nobody else. */
public sealed interface Response {
    /** A sentence for him alone. */
    record Said(String text) implements Response {}

    /** A form for him to fill in. */
    record Opened(Form form) implements Response {}

    /** Nothing by itself: the card changes. */
    record Done() implements Response {}
}
