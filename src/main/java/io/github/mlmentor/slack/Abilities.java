package io.github.mlmentor.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Slack has refused lately for want of a plan, a scope or a surface, so that it is not asked for each answer anew. Thread-safe.
 */
final class Abilities {
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Instant> refused = new ConcurrentHashMap<>();

    Abilities(Clock clock) {
        this.clock = clock;
    }

    /** Whether a line of status under a thread may work there. */
    boolean hasStatus(Place place) {
        return has("status", place);
    }

    void lacksStatus(Place place) {
        refused.put(key("status", place), clock.instant());
    }

    /** Whether a message may be streamed there. */
    boolean hasStreams(Place place) {
        return has("streams", place);
    }

    void lacksStreams(Place place) {
        refused.put(key("streams", place), clock.instant());
    }

    private boolean has(String what, Place place) {
        Instant at = refused.get(key(what, place));
        return at == null || Duration.between(at, clock.instant()).compareTo(REMEMBERED) > 0;
    }

    private static String key(String what, Place place) {
        return what + "/" + place.team() + "/" + place.isDirect();
    }
}
