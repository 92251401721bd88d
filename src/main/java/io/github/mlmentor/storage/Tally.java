package io.github.mlmentor.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Counts by week, in numbers that can be added: what is still there is counted when somebody asks, what is deleted is counted as it
 * goes. Times are counted in buckets, each a seventh wider than the last, so that a median of both is right within a tenth.
 */
final class Tally {
    static final String ANSWERED = "answered";
    static final String NOT_FOUND = "not_found";
    static final String FAILED = "failed";
    static final String ASIDE = "aside";
    static final String HELPFUL = "helpful";
    static final String UNHELPFUL = "unhelpful";
    static final String BOT_TIME = "bot_time";
    static final String MENTOR_TIME = "mentor_time";

    static final String OLD_JOBS = "received_at < :old and state not in ('WAITING', 'ANSWERED')";

    static final String OLD_HAND_OVERS = "since_at < :old and not (" + SqlMentorStore.WAITING + ")";

    static final String JOBS = "select platform, workspace, received_at, decision, addressed, journey,"
            + " case when record like '%\"sources\":[\"%' then 1 else 0 end as sourced from job where decision <> '' and ";
    static final String FEEDBACK = "select platform, workspace, at, helpful from feedback where ";
    static final String HAND_OVERS =
            "select platform, workspace, asked_at, answered_at from hand_over where answered_at is not null and ";

    private static final long WEEK = 7 * 86_400_000L;
    /** 5 January 1970 was a Monday. */
    private static final long FIRST_MONDAY = 4 * 86_400_000L;
    /** Seconds up to which everything is in the first bucket. */
    private static final double LEAST = 0.05;

    private static final double STEP = Math.log(1.15);

    private final Map<Long, Map<String, NavigableMap<Integer, Long>>> weeks = new HashMap<>();

    /** The Monday of the week of a moment, in UTC. */
    static long week(long at) {
        return Math.floorDiv(at - FIRST_MONDAY, WEEK) * WEEK + FIRST_MONDAY;
    }

    static long week(LocalDate day) {
        return week(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    }

    static LocalDate day(long week) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(week), ZoneOffset.UTC);
    }

    static int bucket(double seconds) {
        return seconds <= LEAST ? 0 : 1 + (int) Math.floor(Math.log(seconds / LEAST) / STEP);
    }

    /** The middle of a bucket. */
    private static double seconds(int bucket) {
        return bucket == 0 ? LEAST : LEAST * Math.exp((bucket - 0.5) * STEP);
    }

    void add(long week, String name, int bucket, long n) {
        weeks.computeIfAbsent(week, key -> new HashMap<>())
                .computeIfAbsent(name, key -> new TreeMap<>())
                .merge(bucket, n, Long::sum);
    }

    /** Counts a row of {@link #JOBS}. */
    void addJob(ResultSet row) throws SQLException {
        long received = row.getLong("received_at");
        long week = week(received);
        String decision = row.getString("decision");
        boolean sourced = row.getInt("sourced") == 1;
        switch (decision) {
            case "answered" -> add(week, sourced ? ANSWERED : ASIDE, 0, 1);
            case "not_found" -> add(week, NOT_FOUND, 0, 1);
            case "withheld" -> {
                return; // Overheard and left to people; it was never answered.
            }
            case "failed" -> add(week, FAILED, 0, 1);
            default -> add(week, ASIDE, 0, 1);
        }
        // What was overheard was left to people first, on purpose.
        if (sourced && decision.equals("answered") && row.getInt("addressed") == 1) {
            long answered = answeredAt(row.getString("journey"));
            if (answered >= received) {
                add(week, BOT_TIME, bucket((answered - received) / 1_000.0), 1);
            }
        }
    }

    /** The moment of the first checkpoint {@code answered} of a {@link Journey}, or -1. */
    private static long answeredAt(String journey) {
        int step = journey.indexOf(" answered ");
        if (step < 0) {
            return -1;
        }
        int line = journey.lastIndexOf('\n', step) + 1;
        try {
            return Long.parseLong(journey, line, step, 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Counts a row of {@link #FEEDBACK}. */
    void addFeedback(ResultSet row) throws SQLException {
        add(week(row.getLong("at")), row.getInt("helpful") == 1 ? HELPFUL : UNHELPFUL, 0, 1);
    }

    /** Counts a row of {@link #HAND_OVERS}. */
    void addHandOver(ResultSet row) throws SQLException {
        long answered = row.getLong("answered_at");
        add(week(answered), MENTOR_TIME, bucket((answered - row.getLong("asked_at")) / 1_000.0), 1);
    }

    long count(long week, String name) {
        return buckets(week, name).values().stream().mapToLong(n -> n).sum();
    }

    OptionalDouble median(long week, String name) {
        long before = 0;
        long half = (count(week, name) + 1) / 2;
        for (Map.Entry<Integer, Long> bucket : buckets(week, name).entrySet()) {
            before += bucket.getValue();
            if (before >= half) {
                return OptionalDouble.of(seconds(bucket.getKey()));
            }
        }
        return OptionalDouble.empty();
    }

    private NavigableMap<Integer, Long> buckets(long week, String name) {
        return weeks.getOrDefault(week, Map.of()).getOrDefault(name, new TreeMap<>());
    }

    /** Counts the jobs that are about to be deleted. */
    static void keepJobs(Handle handle, long old) {
        keep(handle, JOBS + OLD_JOBS, old, Tally::addJob);
    }

    /** Counts the opinions that are about to be deleted. */
    static void keepFeedback(Handle handle, long old) {
        keep(handle, FEEDBACK + "at < :old", old, Tally::addFeedback);
    }

    /** Counts the hand-overs that are about to be deleted. */
    static void keepHandOvers(Handle handle, long old) {
        keep(handle, HAND_OVERS + OLD_HAND_OVERS, old, Tally::addHandOver);
    }

    /** Adds a row. */
    private interface Adding {
        void add(Tally tally, ResultSet row) throws SQLException;
    }

    private static void keep(Handle handle, String sql, long old, Adding adding) {
        Map<Place, Tally> tallies = new HashMap<>();
        handle.createQuery(sql)
                .bind("old", old)
                .map((row, context) -> {
                    adding.add(tallies.computeIfAbsent(Place.of(row), place -> new Tally()), row);
                    return 1;
                })
                .forEach(counted -> {});
        tallies.forEach((place, tally) -> tally.store(handle, place));
    }

    private record Place(String platform, String workspace) {
        static Place of(ResultSet row) throws SQLException {
            return new Place(row.getString("platform"), row.getString("workspace"));
        }
    }

    private void store(Handle handle, Place place) {
        weeks.forEach((week, names) ->
                names.forEach((name, buckets) -> buckets.forEach((bucket, n) -> handle.createUpdate(
                                "insert into figure (platform, workspace, week, name,"
                                        + " bucket, n) values (:platform, :workspace, :week, :name, :bucket, :n)"
                                        + " on conflict (platform, workspace, week, name, bucket) do update set n = figure.n + excluded.n")
                        .bind("platform", place.platform())
                        .bind("workspace", place.workspace())
                        .bind("week", week)
                        .bind("name", name)
                        .bind("bucket", bucket)
                        .bind("n", n)
                        .execute())));
    }
}
