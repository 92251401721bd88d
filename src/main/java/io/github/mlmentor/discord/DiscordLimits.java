package io.github.mlmentor.discord;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.requests.Route;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What Discord says of its limits, noted from every answer. JDA keeps such notes for calls that wait in its queue only, and ours do not
 * wait there, so that one channel that is limited keeps no thread from another. Whoever asks too often all the same is banned for a
 * while, with everything else of this address. Thread-safe.
 */
final class DiscordLimits implements Interceptor {
    private static final int MOST_REMEMBERED = 10_000;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final Pattern SNOWFLAKE = Pattern.compile("\\d{15,20}");

    private final String base;
    private final Bucket global = new Bucket();
    private final Bucket banned = new Bucket();
    private final Map<String, Bucket> buckets = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    /** Calls that share a limit. Whoever calls holds its lock, so that each knows how the one before him ended. */
    static final class Bucket {
        private volatile long closedUntil = System.nanoTime();

        private void close(Duration pause) {
            closedUntil = System.nanoTime() + pause.toNanos();
        }

        private long left() {
            return closedUntil - System.nanoTime();
        }
    }

    /**
     * Notes.
     *
     * @param base the path that all calls have in common
     */
    DiscordLimits(String base) {
        this.base = base;
    }

    /** The calls that share a limit with this one. */
    Bucket of(Route.CompiledRoute route) {
        return bucket(route.getMethod().toString(), route.getCompiledRoute());
    }

    /** How long calls of a bucket have to wait still; zero when they need not. */
    Duration left(Bucket bucket, Route.CompiledRoute route) {
        long own = Math.max(bucket.left(), banned.left());
        long left = isExempt(route.getCompiledRoute()) ? own : Math.max(own, global.left());
        return Duration.ofNanos(Math.max(0, left));
    }

    /** The limit of everything does not hold for answers to interactions. */
    private static boolean isExempt(String path) {
        return path.startsWith("webhooks/") || path.startsWith("interactions/");
    }

    /** Discord counts for each channel, server or webhook by itself; the other ids in an address make no difference. */
    private Bucket bucket(String verb, String path) {
        String[] parts = path.split("\\?", 2)[0].split("/");
        int kept = isExempt(path) ? 3 : 2;
        for (int i = kept; i < parts.length; i++) {
            parts[i] = SNOWFLAKE.matcher(parts[i]).replaceAll("*");
        }
        return buckets.computeIfAbsent(verb + " " + String.join("/", parts), key -> new Bucket());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        String path = request.url().encodedPath();
        String below = path.startsWith(base) ? path.substring(base.length()) : path;
        if (below.startsWith("interactions/")) {
            return acknowledged(chain, request);
        }
        Response answer = chain.proceed(request);
        note(request.method(), below, answer);
        boolean shows = request.method().equals("POST");
        // JDA repeats by itself what some errors of the server answer. Nothing tells Discord that a follow-up is the
        // same, so that it would show it twice; whether to repeat something is ours to decide.
        return shows && answer.code() > SERVER_ERROR
                ? answer.newBuilder().code(SERVER_ERROR).build()
                : answer;
    }

    /** Tried twice at once, because three seconds later Discord shows a failure; it refuses to be told a second time. */
    private static Response acknowledged(Chain chain, Request request) throws IOException {
        Response answer;
        try {
            answer = chain.proceed(request);
        } catch (IOException e) {
            return chain.proceed(request);
        }
        if (answer.code() < SERVER_ERROR) {
            return answer;
        }
        answer.close();
        return chain.proceed(request);
    }

    private void note(String verb, String below, Response answer) {
        if (answer.code() == TOO_MANY) {
            Duration pause = seconds(answer.header("Retry-After"));
            // What is not Discord's own answer comes from Cloudflare before it, and concerns the whole address.
            Bucket limited = answer.header("Via") == null
                    ? banned
                    : answer.header("X-RateLimit-Global") != null ? global : bucket(verb, below);
            limited.close(pause);
        } else if ("0".equals(answer.header("X-RateLimit-Remaining"))) {
            bucket(verb, below).close(seconds(answer.header("X-RateLimit-Reset-After")));
        }
    }

    private static Duration seconds(@Nullable String header) {
        try {
            return header == null
                    ? Duration.ZERO
                    : Duration.ofMillis((long) Math.ceil(Double.parseDouble(header) * 1_000));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}
