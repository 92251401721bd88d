package io.github.mlmentor.rig;

import java.util.List;
import java.util.Random;

/** Which fault the platform has next: a seeded dice. Thread-safe. */
final class FaultScript {
    private final Random random;
    private final double share;
    private final List<Fault> faults;
    private boolean healed;
    private int given;

    /** What can go wrong with a call. */
    enum Fault {
        NONE,
        /** 429, come back in a second. */
        TOO_MANY,
        /** 500, without effect. */
        ERROR,
        /** The connection ends before anything happened. */
        CLOSED_BEFORE,
        /** The connection ends, and it did happen. */
        CLOSED_AFTER,
        /** It did happen, and the answer takes longer than anybody waits. */
        HANGS_AFTER,
        /** It takes a while, and works. */
        SLOW
    }

    private FaultScript(long seed, double share, List<Fault> faults) {
        this.random = new Random(seed);
        this.share = share;
        this.faults = faults;
    }

    /** Never a fault. */
    static FaultScript none() {
        return new FaultScript(0, 0, List.of(Fault.NONE));
    }

    /**
     * Some calls fail.
     *
     * @param share of all calls
     * @param faults one of these, each as likely
     */
    static FaultScript of(long seed, double share, Fault... faults) {
        return new FaultScript(seed, share, List.of(faults));
    }

    /** The fault of the next call. */
    synchronized Fault next() {
        if (healed || random.nextDouble() >= share) {
            return Fault.NONE;
        }
        given++;
        return faults.get(random.nextInt(faults.size()));
    }

    /** From here on nothing fails. */
    synchronized void heal() {
        healed = true;
    }

    /** How many faults there were. */
    synchronized int given() {
        return given;
    }
}
