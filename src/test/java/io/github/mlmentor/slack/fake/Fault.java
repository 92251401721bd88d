package io.github.mlmentor.slack.fake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Something that goes wrong with calls to certain methods, once unless told otherwise. */
public final class Fault {
    /** Whether and when the connection is cut. */
    enum Cut {
        NEVER,
        BEFORE,
        AFTER
    }

    private final Pattern methods;
    private final AtomicInteger left = new AtomicInteger(1);
    private final AtomicInteger hits = new AtomicInteger();
    private String channel = "";
    private int skip;
    int status;
    String error = "";
    Duration retryAfter = Duration.ZERO;
    Duration delay = Duration.ZERO;
    Cut cut = Cut.NEVER;

    private Fault(Pattern methods) {
        this.methods = methods;
    }

    /** For methods such as {@code chat.*} or {@code chat.update|chat.postMessage}. */
    public static Fault on(String methods) {
        return new Fault(Journal.glob(methods));
    }

    /** Only for calls about this channel. */
    public Fault inChannel(String id) {
        channel = id;
        return this;
    }

    /** Answers with this HTTP status and a page that is no JSON. */
    public Fault status(int code) {
        status = code;
        return this;
    }

    /** Answers {@code ok: false} with this error. */
    public Fault error(String code) {
        error = code;
        return this;
    }

    /** Answers 429; calls to the same method and channel before the time is over are answered so too, and noted. */
    public Fault rateLimited(Duration pause) {
        retryAfter = pause;
        status = 429;
        return this;
    }

    /** Takes so much longer, and then does what was asked unless another fault was chosen. */
    public Fault delay(Duration pause) {
        delay = pause;
        return this;
    }

    /** Cuts the connection without doing anything. */
    public Fault dropBefore() {
        cut = Cut.BEFORE;
        return this;
    }

    /** Does what was asked and cuts the connection instead of answering. */
    public Fault dropAfter() {
        cut = Cut.AFTER;
        return this;
    }

    /** How often. */
    public Fault times(int count) {
        left.set(count);
        return this;
    }

    /** Lets so many calls through first. */
    public Fault skip(int calls) {
        skip = calls;
        return this;
    }

    /** How often it struck. */
    public int hits() {
        return hits.get();
    }

    synchronized boolean strikes(String method, String where) {
        if (left.get() == 0 || !methods.matcher(method).matches() || !(channel.isEmpty() || channel.equals(where))) {
            return false;
        }
        if (skip > 0) {
            skip--;
            return false;
        }
        left.decrementAndGet();
        hits.incrementAndGet();
        return true;
    }
}
