package io.github.mlmentor.intake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What is remembered for a while and forgotten, the oldest first, when it becomes too much. What is made here is thread-safe. */
public final class Lately {
    private Lately() {}

    /** Remembers so many entries. */
    public static <K, V> Map<K, V> map(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }

    /** Remembers so many things. */
    public static <K> Set<K> set(int most) {
        return Collections.newSetFromMap(map(most));
    }
}
