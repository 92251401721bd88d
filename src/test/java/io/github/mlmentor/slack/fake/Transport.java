package io.github.mlmentor.slack.fake;

import java.util.concurrent.CompletableFuture;

/** A way to the app. */
interface Transport {
    /**
     * Sends once.
     *
     * @param retry 0 for the first attempt
     * @param reason why it is sent again, or empty
     * @return how it went, never an exception
     */
    CompletableFuture<Delivery.Attempt> send(Delivery delivery, int retry, String reason);
}
