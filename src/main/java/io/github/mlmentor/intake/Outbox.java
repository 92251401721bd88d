package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Delivery;
import java.time.Instant;
import java.util.List;

/** The parts of answers. Thread-safe; every method is one transaction. */
public interface Outbox {
    /** The parts of a job's answer in order, those that are done included. */
    List<Part> parts(Job job);

    /** Notes that a send begins again. */
    void sending(Part part);

    /** Notes that a part is visible; then the next part's sending begins, or the job is closed. */
    void delivered(Part part, Delivery.Delivered delivery, Instant at);

    /** Notes that a part never will be visible; then the next part's sending begins, or the job is closed. */
    void undeliverable(Part part, String reason, Instant at);

    /**
     * Notes when to go on with a part.
     *
     * @param unknown whether the last send may have taken effect
     */
    void postponed(Part part, Instant until, String reason, boolean unknown);
}
