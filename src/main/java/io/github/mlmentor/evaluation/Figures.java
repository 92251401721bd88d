package io.github.mlmentor.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The figures of some outcomes of one contender. */
public final class Figures {
    private final List<Outcome> outcomes;

    public Figures(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    /** How many questions were asked. */
    public int questions() {
        return outcomes.size();
    }

    /** How many of them have a relevant article. */
    public int ranked() {
        return (int) outcomes.stream().filter(Outcome::isRanked).count();
    }

    /** How many with a relevant article have one among the first k. */
    public Share hits(int k) {
        return share(Outcome::isRanked, outcome -> Measure.HIT.of(outcome, k) > 0);
    }

    /** The mean over the questions with a relevant article; 0 without any. */
    public double mean(Measure measure, int k) {
        return Arrays.stream(measure.of(outcomes.stream(), k)).average().orElse(0);
    }

    Interval interval(Measure measure, int k) {
        return measure == Measure.HIT ? hits(k).interval() : Bootstrap.mean(measure.of(outcomes.stream(), k));
    }

    /** Whether decisions were measured. */
    public boolean decides() {
        return outcomes.stream().anyMatch(Outcome::isDecided);
    }

    /** How many got the wanted decision. */
    public Share right() {
        return share(Outcome::isDecided, Outcome::isRight);
    }

    /** How many that the knowledge answers got neither an answer nor a question back. */
    public Share falseRefusals() {
        return share(outcome -> outcome.isDecided() && outcome.question().isAnswerable(), Outcome::isRefused);
    }

    /** How many that should not be answered were. */
    public Share wrongAnswers() {
        return share(
                outcome -> outcome.isDecided() && outcome.question().isUnanswerable(),
                outcome -> outcome.decision().equals(LabelledQuestion.ANSWERED));
    }

    /** How many got neither an answer nor a question back, whatever was wanted. */
    public Share refused() {
        return share(outcome -> outcome.answer() != null, Outcome::isRefused);
    }

    /** How many questions with each wanted decision got each actual one. */
    public Map<String, Map<String, Integer>> confusion() {
        Map<String, Map<String, Integer>> confusion = new TreeMap<>();
        outcomes.stream()
                .filter(Outcome::isDecided)
                .forEach(outcome -> confusion
                        .computeIfAbsent(outcome.question().decision(), decision -> new TreeMap<>())
                        .merge(outcome.decision(), 1, Integer::sum));
        return confusion;
    }

    /** How long ranking took. */
    public Latency ranking() {
        return Latency.of(outcomes.stream().mapToDouble(Outcome::millis));
    }

    /** How long answering took, all in all; nothing when decisions were not measured. */
    public Latency answering() {
        return Latency.of(
                outcomes.stream().map(Outcome::answer).filter(Objects::nonNull).mapToDouble(Outcome.Answered::millis));
    }

    private Share share(Predicate<Outcome> of, Predicate<Outcome> counts) {
        List<Outcome> all = outcomes.stream().filter(of).toList();
        return new Share((int) all.stream().filter(counts).count(), all.size());
    }
}
