package io.github.mlmentor.slack;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows that an answer is being made: a status line under the thread where Slack has one, else a placeholder, and then what there is of
 * the answer, at a polite rate. All calls are made on a thread of their own, so that the answer never waits for Slack. Thread-safe.
 *
 * <p>In direct messages the answer is streamed. In channels the placeholder is updated instead, because of a streamed message in a
 * channel only one person sees more than the beginning before it ends.
 */
final class SlackProgress implements Progress {
    /** Most answers are there before anybody wonders. */
    private static final Duration PATIENCE = Duration.ofMillis(400);
    /** Slack takes about fifty updates and a hundred appended texts a minute. */
    private static final Duration BETWEEN = Duration.ofMillis(1_300);
    /** Streams take up to 12,000 characters at once, placeholders show 4,000. */
    private static final int MOST_SHOWN = 3_500;

    private final SlackApi api;
    private final Place place;
    private final String job;
    private final Abilities abilities;
    private final ScheduledFuture<?> ticking;
    private volatile String doing = "Looking through the knowledge";
    private volatile String written = "";
    private String status = "";
    private String visible = "";
    private @Nullable String message;
    private boolean streaming;
    private boolean finished;
    private boolean unsure;

    /**
     * Shows progress.
     *
     * @param placeholder the placeholder of an earlier attempt, or null
     */
    SlackProgress(
            SlackApi api,
            Place place,
            String job,
            Abilities abilities,
            @Nullable String placeholder,
            ScheduledExecutorService threads) {
        this.api = api;
        this.place = place;
        this.job = job;
        this.abilities = abilities;
        this.message = placeholder;
        this.ticking = threads.scheduleWithFixedDelay(
                this::tick, PATIENCE.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void status(String text) {
        doing = text;
    }

    @Override
    public void partial(Document soFar) {
        written = Mrkdwn.escape(Mrkdwn.shorten(soFar.plainText(), MOST_SHOWN));
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    /** Ends it; returns the message that is to become the answer, or empty. */
    synchronized String finish() {
        finished = true;
        ticking.cancel(false);
        String ts = message;
        if (streaming && ts != null) {
            // Without an end, Slack shows for minutes that more is to come. The answer then takes the message's place.
            streaming = false;
            api.stopStream(place, ts);
        }
        return ts == null ? "" : ts;
    }

    /** Ends it and takes away what is visible. */
    synchronized void erase() {
        String ts = finish();
        if (!ts.isEmpty()) {
            var unused = api.look(
                    place.team(),
                    methods -> methods.chatDelete(
                            request -> request.channel(place.channel()).ts(ts)));
        } else if (!status.isEmpty()) {
            var unused = api.look(
                    place.team(),
                    methods -> methods.assistantThreadsSetStatus(request -> request.channelId(place.channel())
                            .threadTs(place.thread())
                            .status("")));
        }
    }

    /** Whether a placeholder may be visible whose name nobody knows. */
    synchronized boolean isUnsure() {
        return unsure && message == null;
    }

    private synchronized void tick() {
        if (finished || unsure) {
            return;
        }
        if (written.isEmpty() && message == null && !place.thread().isEmpty() && abilities.hasStatus(place)) {
            showStatus();
        } else if (streaming) {
            append();
        } else if (message == null && !written.isEmpty() && isAlone() && abilities.hasStreams(place)) {
            startStream();
        } else {
            show(written.isEmpty() ? doing + "…" : written + " …");
        }
    }

    private boolean isAlone() {
        return place.isDirect() && !place.thread().isEmpty();
    }

    private void showStatus() {
        String wanted = "is " + doing.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + doing.substring(1) + "…";
        if (wanted.equals(status)) {
            return;
        }
        boolean shown = api.look(
                        place.team(),
                        methods -> methods.assistantThreadsSetStatus(request -> request.channelId(place.channel())
                                .threadTs(place.thread())
                                .status(wanted)))
                .isPresent();
        status = wanted;
        if (!shown) {
            abilities.lacksStatus(place);
        }
    }

    private void startStream() {
        String text = written;
        Delivery delivery = api.show(
                place.team(),
                place.channel(),
                SlackApi.PACE,
                methods -> methods.chatStartStream(request -> request.channel(place.channel())
                        .threadTs(place.thread())
                        .markdownText(text)),
                response -> response.getTs());
        if (delivery instanceof Delivery.Delivered started) {
            message = started.message();
            streaming = true;
            visible = text;
        } else if (delivery instanceof Delivery.Undeliverable) {
            abilities.lacksStreams(place);
        } else {
            unsure = delivery instanceof Delivery.Unknown;
        }
    }

    /** What was said in a stream stays; when the text became another one, the answer that comes will replace it. */
    private void append() {
        String text = written;
        String ts = message;
        if (ts == null || text.length() <= visible.length() || !text.startsWith(visible)) {
            return;
        }
        String more = text.substring(visible.length());
        Delivery delivery = api.show(
                place.team(),
                "stream/" + place.channel() + "/" + ts,
                Duration.ZERO,
                methods -> methods.chatAppendStream(
                        request -> request.channel(place.channel()).ts(ts).markdownText(more)),
                response -> ts);
        if (delivery instanceof Delivery.Delivered) {
            visible = text;
        }
    }

    private void show(String text) {
        if (text.equals(visible)) {
            return;
        }
        String ts = message;
        Delivery delivery = ts == null
                ? api.show(
                        place.team(),
                        place.channel(),
                        SlackApi.PACE,
                        methods -> methods.chatPostMessage(SlackApi.message(place, text, SlackApi.mark(job, false))
                                .build()),
                        response -> response.getTs())
                : api.show(
                        place.team(),
                        "update/" + place.channel() + "/" + ts,
                        Duration.ZERO,
                        methods -> methods.chatUpdate(request ->
                                request.channel(place.channel()).ts(ts).text(text)),
                        response -> ts);
        if (delivery instanceof Delivery.Delivered delivered) {
            message = delivered.message();
            visible = text;
        } else {
            unsure = ts == null && delivery instanceof Delivery.Unknown;
        }
    }
}
