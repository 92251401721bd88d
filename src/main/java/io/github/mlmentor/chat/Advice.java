package io.github.mlmentor.chat;

import java.util.Collection;
import java.util.Comparator;

/** How much weight an answer can carry. Declared from the boldest to the most cautious. */
public enum Advice {
    /** A textbook would agree. */
    FACT,
    /** Experienced people differ. */
    OPINION,
    /** Depends on place and time: pay, demand, hiring. */
    MARKET;

    /** The most cautious of several; {@link #FACT} of none. */
    public static Advice mostCautious(Collection<Advice> advices) {
        return advices.stream().max(Comparator.naturalOrder()).orElse(FACT);
    }
}
