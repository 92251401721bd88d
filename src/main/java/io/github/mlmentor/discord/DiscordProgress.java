package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/**
 * Shows that an answer is being made: Discord's own sign that somebody types, and then what there is of the answer, at a polite rate.
 * All calls are made on a thread of their own, so that the answer never waits for Discord. Thread-safe.
 */
final class DiscordProgress implements Progress {
    /** Most answers are there before anybody wonders. */
    private static final Duration PATIENCE = Duration.ofMillis(400);
    /** Discord takes five edits in five seconds in a channel. */
    private static final Duration BETWEEN = Duration.ofMillis(1_300);
    /** The sign vanishes after ten seconds. */
    private static final int TICKS_OF_TYPING = 6;

    private final Screen screen;
    private final ScheduledFuture<?> ticking;
    private volatile @Nullable Document written;
    private String visible = "";
    private @Nullable String message;
    private int ticks;
    private boolean finished;
    private boolean unsure;

    /** Where progress is seen. */
    interface Screen {
        /** Shows that something is coming. */
        void typing();

        /** What is shown of an answer in the making. */
        String render(Document soFar);

        /**
         * Shows it.
         *
         * @param message what stands there already, or null
         */
        Delivery show(DataObject payload, @Nullable String message);

        /** Takes away what stands there. */
        void erase(String message);
    }

    /**
     * Shows progress.
     *
     * @param left what an earlier attempt left, empty for nothing, or null when nobody can say now: then nothing is shown but the
     *     answer
     */
    DiscordProgress(Screen screen, @Nullable String left, ScheduledExecutorService threads) {
        this.screen = screen;
        this.message = left == null || left.isEmpty() ? null : left;
        this.unsure = left == null;
        this.ticking = threads.scheduleWithFixedDelay(
                this::tick, PATIENCE.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void status(String text) {
        // Discord says by itself that somebody types or thinks.
    }

    @Override
    public void partial(Document soFar) {
        written = soFar;
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    /** Ends it; returns the message that is to become the answer, or empty. */
    synchronized String finish() {
        finished = true;
        ticking.cancel(false);
        String left = message;
        return left == null ? "" : left;
    }

    /** Ends it and takes away what is visible. */
    synchronized void erase() {
        String left = finish();
        if (!left.isEmpty()) {
            screen.erase(left);
        }
    }

    /** Whether something may be visible whose name nobody knows. */
    synchronized boolean isUnsure() {
        return unsure && message == null;
    }

    private synchronized void tick() {
        if (finished || unsure) {
            return;
        }
        Document soFar = written;
        if (soFar == null) {
            if (message == null && ticks++ % TICKS_OF_TYPING == 0) {
                screen.typing();
            }
            return;
        }
        String payload = screen.render(soFar);
        if (payload.equals(visible)) {
            return;
        }
        Delivery delivery = screen.show(DataObject.fromJson(payload), message);
        if (delivery instanceof Delivery.Delivered delivered) {
            message = delivered.message();
            visible = payload;
        } else if (delivery instanceof Delivery.Undeliverable) {
            // Asking for it again and again changes nothing.
            ticking.cancel(false);
        } else {
            unsure = message == null && delivery instanceof Delivery.Unknown;
        }
    }
}
