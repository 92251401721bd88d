package io.github.mlmentor.intake;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the bot behaves in a channel.
 *
 * @param mode when it answers
 * @param patience how long people come first, for {@link Mode#MENTOR}
 * @param scope tags that an article must have to be used there
 * @param tone how a language model words its answers there
 * @param administrators who may change this besides the platform's own admins, by their opaque ids
 */
public record ChannelPolicy(
        Mode mode, Duration patience, Map<String, String> scope, Tone tone, Set<String> administrators) {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(10);
    private static final Duration LONGEST_PATIENCE = Duration.ofDays(1);
    /** What a channel has that nobody has set. */
    public static final ChannelPolicy DEFAULT = of(Mode.MENTION, Duration.ZERO);

    public ChannelPolicy {
        scope = Map.copyOf(scope);
        administrators = Set.copyOf(administrators);
    }

    /** A mode, and nothing else that is special. */
    public static ChannelPolicy of(Mode mode, Duration patience) {
        return new ChannelPolicy(mode, patience, Map.of(), Tone.PLAIN, Set.of());
    }

    /**
     * Reads what an admin writes: a mode, for {@link Mode#MENTOR} with the minutes that people come first, and any of {@code
     * tone=brief}, {@code admins=ID+ID} and tags that an article must have, as in {@code mentor 10 tone=brief course=intro}. What is
     * not said stays as it was; {@code tone=plain}, {@code admins=none} and {@code course=any} take it back.
     *
     * @throws IllegalArgumentException with the mend
     */
    public ChannelPolicy changed(String wish) {
        Mode wantedMode = mode;
        Duration wantedPatience = patience;
        Map<String, String> wantedScope = new HashMap<>(scope);
        Tone wantedTone = tone;
        Set<String> wantedAdministrators = administrators;
        for (String word : wish.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? "" : word.substring(0, equals).toLowerCase(Locale.ROOT);
            String value = word.substring(equals + 1);
            if (key.equals("tone")) {
                wantedTone = named(Tone.values(), value, "tone");
            } else if (key.equals("admins")) {
                wantedAdministrators = value.equals("none") ? Set.of() : Set.of(value.split("\\+"));
            } else if (equals > 0 && value.equals("any")) {
                wantedScope.remove(key);
            } else if (equals > 0) {
                wantedScope.put(key, value);
            } else if (word.matches("\\d{1,4}") && wantedMode == Mode.MENTOR) {
                wantedPatience = Duration.ofMinutes(Long.parseLong(word));
            } else {
                wantedMode = named(Mode.values(), word, "mode");
                wantedPatience = wantedMode == Mode.MENTOR ? USUAL_PATIENCE : Duration.ZERO;
            }
        }
        if (wantedPatience.compareTo(LONGEST_PATIENCE) > 0) {
            throw new IllegalArgumentException("people can have at most " + LONGEST_PATIENCE.toMinutes() + " minutes");
        }
        return new ChannelPolicy(wantedMode, wantedPatience, wantedScope, wantedTone, wantedAdministrators);
    }

    /** What it means, as part of a sentence that begins with where. */
    public String inWords() {
        StringBuilder words = new StringBuilder(
                switch (mode) {
                    case OFF -> "I am off";
                    case MENTION -> "I answer when I am mentioned";
                    case AUTO -> "I answer questions by myself when I am sure";
                    case MENTOR -> "people first; I answer when nobody did within " + patience.toMinutes() + " minutes";
                });
        if (tone != Tone.PLAIN) {
            words.append("; tone: ").append(tone.name().toLowerCase(Locale.ROOT));
        }
        new TreeMap<>(scope)
                .forEach((tag, value) ->
                        words.append("; only ").append(tag).append('=').append(value));
        if (!administrators.isEmpty()) {
            words.append("; ").append(administrators.size()).append(" people besides admins may change this");
        }
        return words.toString();
    }

    private static <E extends Enum<E>> E named(E[] known, String word, String what) {
        return Arrays.stream(known)
                .filter(one -> one.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no " + what + "; I know "
                        + Arrays.stream(known)
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    /** How answers are worded. */
    public enum Tone {
        PLAIN,
        BRIEF,
        ENCOURAGING,
        FORMAL
    }

    /** When the bot answers. */
    public enum Mode {
        /** Never. */
        OFF,
        /** When it is spoken to. */
        MENTION,
        /** Also what it overhears, when it is a question and it is sure. */
        AUTO,
        /** What it overhears only after people had their time. */
        MENTOR
    }
}
