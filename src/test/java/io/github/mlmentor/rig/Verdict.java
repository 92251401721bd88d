package io.github.mlmentor.rig;

import java.util.List;

/**
 * What the judge found.
 *
 * @param scenario its name, with the database and the kind of bot
 * @param questions how many were acknowledged by the bot
 * @param faults how many kills or faults there were
 * @param lost acknowledged, and not (or not wholly) visible at the end
 * @param doubled with some part visible more than once
 * @param late first visible later than the limit after the first acknowledgement
 * @param disordered with parts in a wrong order, or overtaken by a later question of the same channel
 * @param acknowledged from the delivery to its acknowledgement, each delivery that was acknowledged
 * @param answered from the first acknowledgement to the first visible part
 * @param problems whatever else is wrong, a sentence each
 * @param notes what a reader should know, a phrase each
 */
record Verdict(
        String scenario,
        long seed,
        int questions,
        int faults,
        int lost,
        int doubled,
        int late,
        int disordered,
        Percentiles acknowledged,
        Percentiles answered,
        List<String> problems,
        List<String> notes) {
    /** The head of the table to which {@link #row} belongs. */
    static final String HEAD = """
            | scenario | seed | questions | kills/faults | lost | doubled | late | out of order | ack p50 / p99 ms | answer p50 / p99 ms | notes |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |""";

    Verdict {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Whether every promise was kept; being late is not a broken promise, but it is shown. */
    boolean isClean() {
        return lost == 0 && doubled == 0 && disordered == 0 && problems.isEmpty();
    }

    /** One row of a Markdown table. */
    String row() {
        String remarks =
                String.join("; ", notes) + (problems.isEmpty() ? "" : " **" + String.join("; ", problems) + "**");
        return "| " + scenario + " | " + seed + " | " + questions + " | " + faults + " | " + lost + " | " + doubled
                + " | " + late + " | " + disordered + " | " + acknowledged.cell() + " | " + answered.cell() + " | "
                + remarks.strip() + " |";
    }
}
