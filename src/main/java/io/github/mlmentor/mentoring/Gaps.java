package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.knowledge.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What learners ask and are not answered well, grouped by what it means: each question joins the group whose first question is nearest,
 * or begins one. What was asked in private is counted and never shown. Thread-safe.
 */
public final class Gaps {
    private static final int AT_ONCE = 200;
    private static final int MOST_EXAMPLES = 3;
    private static final Duration WEEK = Duration.ofDays(7);

    private final GapStore store;
    private final People people;
    private final Likeness likeness;
    private final Clock clock;

    Gaps(GapStore store, People people, Likeness likeness, Clock clock) {
        this.store = store;
        this.people = people;
        this.likeness = likeness;
        this.clock = clock;
    }

    /** Groups what came since the last time. */
    void group() {
        Map<Board, List<GapStore.Group>> groups = new LinkedHashMap<>();
        for (GapStore.Missed missed : store.ungrouped(AT_ONCE)) {
            Board board = board(missed.job());
            List<GapStore.Group> known = groups.computeIfAbsent(board, key -> new ArrayList<>(store.groups(key)));
            GapStore.Group group = nearest(missed.job(), known).orElseGet(() -> {
                GapStore.Group begun = begin(missed.job(), board);
                known.add(begun);
                return begun;
            });
            store.group(missed, group);
        }
    }

    private Board board(Job job) {
        Platform platform = job.key().platform();
        return (people.reaches(platform) ? people.port(platform).boardOf(job) : Optional.<Board>empty())
                .orElseGet(() -> new Board(platform, job.key().workspace()));
    }

    private Optional<GapStore.Group> nearest(Job job, List<GapStore.Group> groups) {
        String same = id(job, board(job));
        List<String> place = likeness.place(job.text());
        return groups.stream()
                .filter(group -> group.solvedAt() == null)
                .filter(group -> group.id().equals(same) || Likeness.of(place, group.place()) >= Likeness.SAME)
                .max(Comparator.comparing((GapStore.Group group) -> group.id().equals(same))
                        .thenComparing(group -> Likeness.of(place, group.place())));
    }

    private GapStore.Group begin(Job job, Board board) {
        String id = id(job, board);
        boolean solvedBefore =
                store.groups(board).stream().anyMatch(group -> group.id().equals(id));
        return new GapStore.Group(
                solvedBefore ? Fingerprint.of(id + clock.instant()) : id, board, likeness.place(job.text()), "", null);
    }

    /** The same for the same words, so that they are one group where meanings are not known. */
    private static String id(Job job, Board board) {
        return Fingerprint.of(board + Schema.askKey(job.text()));
    }

    /** The groups of a board, those that most people asked for first; without those whose questions are all gone. */
    public List<Gap> of(Board board) {
        Map<String, List<GapStore.Missed>> questions = store.questions(board);
        return store.groups(board).stream()
                .map(group -> gap(group, questions.getOrDefault(group.id(), List.of())))
                .filter(gap -> gap.count() > 0)
                .sorted(Comparator.comparing((Gap gap) -> gap.solvedAt() != null)
                        .thenComparing(gap -> -gap.people())
                        .thenComparing(gap -> -gap.count())
                        .thenComparing(Gap::id))
                .toList();
    }

    /** One of them. */
    public Optional<Gap> find(Board board, String id) {
        return of(board).stream().filter(gap -> gap.id().equals(id)).findFirst();
    }

    private Gap gap(GapStore.Group group, List<GapStore.Missed> questions) {
        Instant lately = clock.instant().minus(WEEK);
        Instant before = lately.minus(WEEK);
        Map<String, Integer> reasons = new LinkedHashMap<>();
        questions.forEach(missed -> reasons.merge(missed.reason(), 1, Integer::sum));
        return new Gap(
                group.id(),
                group.board(),
                questions.size(),
                (int) questions.stream()
                        .map(missed -> missed.job().author())
                        .distinct()
                        .count(),
                (int) questions.stream()
                        .filter(missed -> missed.at().isAfter(lately))
                        .count(),
                (int) questions.stream()
                        .filter(missed ->
                                missed.at().isAfter(before) && !missed.at().isAfter(lately))
                        .count(),
                reasons,
                questions.stream()
                        .map(GapStore.Missed::job)
                        .filter(this::isPublic)
                        .map(Job::text)
                        .filter(Objects::nonNull)
                        .distinct()
                        .limit(MOST_EXAMPLES)
                        .toList(),
                group.contribution(),
                group.solvedAt());
    }

    private boolean isPublic(Job job) {
        return !job.conversation().isPrivate()
                && people.reaches(job.key().platform())
                && people.port(job.key().platform()).isShared(job);
    }
}
