package io.github.mlmentor.rig;

import java.util.List;

/**
 * Something that goes wrong, and how often.
 *
 * @param name as on the command line
 * @param about what happens, in a line
 * @param stores where it makes sense: {@code sqlite}, {@code postgresql}
 * @param script what the platform does wrong meanwhile
 * @param course what happens
 */
record Scenario(String name, String about, List<String> stores, Script script, Course course) {
    static final List<String> EVERYWHERE = List.of("sqlite", "postgresql");
    static final List<String> SQLITE = List.of("sqlite");
    static final List<String> POSTGRESQL = List.of("postgresql");

    Scenario {
        stores = List.copyOf(stores);
    }

    /** With a platform that works. */
    Scenario(String name, String about, List<String> stores, Course course) {
        this(name, about, stores, (seed, options) -> FaultScript.none(), course);
    }

    /** The platform's faults, from the seed. */
    interface Script {
        FaultScript from(long seed, Options options);
    }

    /** What happens. */
    interface Course {
        Verdict run(Rig rig) throws Exception;
    }
}
