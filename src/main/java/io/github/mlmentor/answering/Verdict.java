package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Document;

/** What a guard says. */
public sealed interface Verdict {
    /** Nothing to object to. */
    record Accepted() implements Verdict {}

    /**
     * Good after this change.
     *
     * @param guard who changed it
     */
    record Amended(String guard, Document body) implements Verdict {}

    /**
     * Not to be shown.
     *
     * @param guard who refused
     */
    record Refused(String guard, String why) implements Verdict {}
}
