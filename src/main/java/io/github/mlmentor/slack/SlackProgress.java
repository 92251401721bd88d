package io.github.mlmentor.slack;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows that an answer is being made: a placeholder, once it takes noticeably long, updated at a polite rate. All calls are made on a
 * thread of their own, so that the answer never waits for Slack. Thread-safe.
 */
final class SlackProgress implements Progress {
    /** Most answers are there before anybody wonders. */
    private static final Duration PATIENCE = Duration.ofMillis(800);
    /** Slack takes about fifty updates a minute. */
    private static final Duration BETWEEN = Duration.ofMillis(1_500);

    private final SlackApi api;
    private final Place place;
    private final String job;
    private final Function<Document, String> words;
    private final ScheduledFuture<?> ticking;
    private volatile String wanted = "Looking through the knowledge…";
    private String visible = "";
    private @Nullable String placeholder;
    private boolean finished;
    private boolean unsure;

    /**
     * Shows progress.
     *
     * @param words what is shown of a document
     * @param placeholder the placeholder of an earlier attempt, or null
     */
    SlackProgress(
            SlackApi api,
            Place place,
            String job,
            Function<Document, String> words,
            @Nullable String placeholder,
            ScheduledExecutorService threads) {
        this.api = api;
        this.place = place;
        this.job = job;
        this.words = words;
        this.placeholder = placeholder;
        this.ticking = threads.scheduleWithFixedDelay(
                this::tick, PATIENCE.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void status(String text) {
        wanted = text + "…";
    }

    @Override
    public void partial(Document soFar) {
        wanted = words.apply(soFar) + " …";
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    /** Ends it; returns the placeholder that is to become the answer, or empty. */
    synchronized String finish() {
        finished = true;
        ticking.cancel(false);
        return placeholder == null ? "" : placeholder;
    }

    /** Whether a placeholder may be visible whose name nobody knows. */
    synchronized boolean isUnsure() {
        return unsure && placeholder == null;
    }

    private synchronized void tick() {
        if (finished || unsure || wanted.equals(visible)) {
            return;
        }
        String text = wanted;
        String ts = placeholder;
        Delivery delivery = ts == null
                ? api.show(
                        place.team(),
                        place.channel(),
                        SlackApi.PACE,
                        methods -> methods.chatPostMessage(request -> request.channel(place.channel())
                                .threadTs(place.thread().isEmpty() ? null : place.thread())
                                .text(text)
                                .metadata(SlackApi.mark(job, false))
                                .unfurlLinks(false)
                                .unfurlMedia(false)),
                        response -> response.getTs())
                : api.show(
                        place.team(),
                        "update/" + place.channel() + "/" + ts,
                        Duration.ZERO,
                        methods -> methods.chatUpdate(request ->
                                request.channel(place.channel()).ts(ts).text(text)),
                        response -> ts);
        if (delivery instanceof Delivery.Delivered delivered) {
            placeholder = delivered.message();
            visible = text;
        } else {
            unsure = ts == null && delivery instanceof Delivery.Unknown;
        }
    }
}
