package io.github.mlmentor.llm;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many tokens were spent, by day in UTC. Thread-safe. */
public interface Spending {
    void add(LocalDate day, long tokens);

    /** Everything spent on that day and later. */
    long since(LocalDate day);

    /** A count of this process alone, gone when it ends. */
    static Spending inMemory() {
        Map<LocalDate, Long> days = new ConcurrentHashMap<>();
        return new Spending() {
            @Override
            public void add(LocalDate day, long tokens) {
                days.merge(day, tokens, Long::sum);
            }

            @Override
            public long since(LocalDate day) {
                return days.entrySet().stream()
                        .filter(entry -> !entry.getKey().isBefore(day))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
            }
        };
    }
}
