package io.github.mlmentor.chat;

import java.time.Duration;

/** What became of one attempt to send. */
public sealed interface Delivery {
    /**
     * It is visible.
     *
     * @param message the platform's name of the new message
     */
    record Delivered(String message) implements Delivery {}

    /**
     * It never will be: no access, channel gone, refused.
     *
     * @param reason a code for the record, no message text
     */
    record Undeliverable(String reason) implements Delivery {}

    /**
     * Not now.
     *
     * @param retryAfter the platform's own wish, or our back-off
     */
    record Postponed(Duration retryAfter, String reason) implements Delivery {}

    /** The call ended without an answer; it may or may not be visible. */
    record Unknown(String reason) implements Delivery {}
}
