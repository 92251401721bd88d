package io.github.mlmentor.rig;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Where people ask: twenty channels at a time in random order, twelve times each, then twenty new ones. Often enough in one channel
 * that order matters, and not so often that the bot takes it for another bot.
 */
final class Channels {
    private static final int AT_A_TIME = 20;
    private static final int EACH = 12;

    private final Random random;
    private final List<Integer> left = new ArrayList<>();
    private int next;

    Channels(Random random) {
        this.random = random;
    }

    /** The channel of the next question. */
    int next() {
        if (left.isEmpty()) {
            for (int i = 0; i < AT_A_TIME; i++) {
                left.addAll(Collections.nCopies(EACH, next + i));
            }
            next += AT_A_TIME;
            Collections.shuffle(left, random);
        }
        return left.remove(left.size() - 1);
    }
}
