package io.github.mlmentor.rig;

import java.util.HashMap;
import java.util.Map;

/** What stands on a command line: {@code --name value} pairs, and names alone for switches. */
public final class Options {
    private final Map<String, String> values = new HashMap<>();

    /** Reads a command line. */
    public Options(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("--")) {
                throw new IllegalArgumentException("not an option: " + arguments[i]);
            }
            boolean hasValue = i + 1 < arguments.length && !arguments[i + 1].startsWith("--");
            values.put(arguments[i].substring(2), hasValue ? arguments[++i] : "");
        }
    }

    /** Whether the option was named. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Its value. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** Its value as a number. */
    public int number(String name, int otherwise) {
        return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
    }
}
