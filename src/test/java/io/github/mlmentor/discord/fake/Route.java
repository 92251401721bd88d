package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of call.
 *
 * @param name what faults and observers call it
 * @param path with {@code {}} for every id
 */
record Route(String verb, Pattern path, String name, Deed deed) {
    /** Does what is asked. */
    interface Deed {
        /** The body of the answer, or null for none. */
        @Nullable
        JsonNode answer(Request request);
    }

    static Route of(String verb, String path, String name, Deed deed) {
        return new Route(verb, Pattern.compile(path.replace("{}", "([^/]+)")), name, deed);
    }

    /** A call and the ids in its path. */
    record Match(Route route, String path, List<String> ids) {
        String name() {
            return route.name();
        }

        /** The channel that the call is about, or empty. */
        String channel() {
            return path.startsWith("channels/") && !ids.isEmpty() ? ids.get(0) : "";
        }

        /** Whether the global limit leaves it alone. */
        boolean exempt() {
            return path.startsWith("interactions/") || path.startsWith("webhooks/");
        }

        /** The calls that share a limit. */
        String bucket() {
            if (exempt()) {
                return name() + ":" + ids.get(0) + "/" + ids.get(1);
            }
            boolean major = path.startsWith("channels/") || path.startsWith("guilds/");
            return name() + ":" + (major ? ids.get(0) : "");
        }
    }

    @Nullable
    Match match(String asked, String where) {
        Matcher matcher = path.matcher(where);
        return verb.equals(asked) && matcher.matches()
                ? new Match(
                        this,
                        where,
                        IntStream.rangeClosed(1, matcher.groupCount())
                                .mapToObj(matcher::group)
                                .toList())
                : null;
    }
}
