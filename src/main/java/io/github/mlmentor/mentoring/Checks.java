package io.github.mlmentor.mentoring;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether what was approved is found when it is asked for. Thread-safe. */
final class Checks {
    private final MentorStore store;
    private final GapStore gaps;
    private final People people;
    private final Function<String, List<String>> sources;
    private final Clock clock;

    /**
     * Asks as learners do.
     *
     * @param sources the ids of the articles that the knowledge alone answers a question from, without a language model; none where it
     *     does not answer it
     */
    Checks(MentorStore store, GapStore gaps, People people, Function<String, List<String>> sources, Clock clock) {
        this.store = store;
        this.gaps = gaps;
        this.people = people;
        this.sources = sources;
        this.clock = clock;
    }

    void run() {
        Instant now = clock.instant();
        for (Check check : store.checks()) {
            if (check.passedAt() == null && sources.apply(check.question()).contains(check.article())) {
                store.passed(check, now);
            }
        }
        solve(now);
    }

    /** A gap is solved when the check of its draft passed. */
    private void solve(Instant now) {
        List<Check> passed = store.checks().stream()
                .filter(check -> check.passedAt() != null)
                .toList();
        if (passed.isEmpty()) {
            return;
        }
        List<String> articles = passed.stream().map(Check::article).collect(Collectors.toList());
        for (MentorPort port : people.ports()) {
            for (Board board : port.boards()) {
                gaps.groups(board).stream()
                        .filter(group -> group.solvedAt() == null
                                && !group.contribution().isEmpty())
                        .filter(group -> store.contribution(group.contribution())
                                .filter(one -> one.state() == Contribution.State.APPROVED)
                                .filter(one -> articles.contains(one.article()))
                                .isPresent())
                        .forEach(group -> gaps.solved(group.id(), now));
            }
        }
    }
}
