package io.github.mlmentor.discord.fake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Something that goes wrong with calls of certain names, once unless told otherwise. */
public final class Fault {
    /** Whether and when the connection is cut. */
    enum Cut {
        NEVER,
        BEFORE,
        AFTER
    }

    /** Whose limit a 429 tells of. */
    enum Limit {
        NONE,
        ROUTE,
        GLOBAL,
        CLOUDFLARE
    }

    private final Pattern names;
    private final AtomicInteger left = new AtomicInteger(1);
    private final AtomicInteger hits = new AtomicInteger();
    private String channel = "";
    private int skip;
    int status;
    boolean late;
    int code;
    Limit limit = Limit.NONE;
    Duration retryAfter = Duration.ZERO;
    Duration delay = Duration.ZERO;
    Cut cut = Cut.NEVER;

    private Fault(Pattern names) {
        this.names = names;
    }

    /** For calls such as {@code message.*} or {@code interaction.callback|followup.create}. */
    public static Fault on(String names) {
        return new Fault(Journal.glob(names));
    }

    /** Only for calls about this channel. */
    public Fault inChannel(String id) {
        channel = id;
        return this;
    }

    /** Answers with this HTTP status and a page that is no JSON. */
    public Fault status(int httpStatus) {
        status = httpStatus;
        return this;
    }

    /** Does what was asked and answers with this HTTP status all the same, as a gateway does that lost its patience. */
    public Fault statusAfter(int httpStatus) {
        status = httpStatus;
        late = true;
        return this;
    }

    /** Answers with this HTTP status and one of Discord's own error codes. */
    public Fault error(int httpStatus, int errorCode) {
        status = httpStatus;
        code = errorCode;
        return this;
    }

    /** Answers 429 for the bucket; calls of the same bucket before the time is over are answered so too, and noted. */
    public Fault rateLimited(Duration pause) {
        return limited(Limit.ROUTE, pause);
    }

    /** Answers 429 for everything but interactions. */
    public Fault globallyLimited(Duration pause) {
        return limited(Limit.GLOBAL, pause);
    }

    /** Answers 429 as Cloudflare does when an address sent too much nonsense. */
    public Fault banned(Duration pause) {
        return limited(Limit.CLOUDFLARE, pause);
    }

    private Fault limited(Limit whose, Duration pause) {
        limit = whose;
        retryAfter = pause;
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

    synchronized boolean strikes(String name, String where) {
        if (left.get() == 0 || !names.matcher(name).matches() || !(channel.isEmpty() || channel.equals(where))) {
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
