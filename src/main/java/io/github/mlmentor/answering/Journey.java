package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.retrieval.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes what a question went through, for its {@link Exchange}. Belongs to one question and one thread. */
final class Journey {
    private final Question question;
    private final long start = System.nanoTime();
    private final Map<String, Double> timings = new LinkedHashMap<>();
    private long last = start;
    private String standalone;
    private List<String> evidence = List.of();
    private String promptVersion = "";
    private int inputTokens;
    private int outputTokens;

    Journey(Question question) {
        this.question = question;
        this.standalone = question.text();
    }

    /** A step that is done twice, as when the model's draft is refused, counts with both times. */
    void reached(String hop) {
        long now = System.nanoTime();
        timings.merge(hop, millis(last, now), (before, more) -> rounded(before + more));
        last = now;
    }

    void found(String asked, Evidence found) {
        reached("retrieve");
        standalone = asked;
        evidence = found.ranked().stream().map(ranked -> ranked.article().id()).toList();
    }

    void composed(Composer.Composition composition) {
        reached("compose");
        promptVersion = composition.promptVersion();
        inputTokens += composition.inputTokens();
        outputTokens += composition.outputTokens();
    }

    Exchange end(Reply reply, double confidence) {
        timings.put("total", millis(start, System.nanoTime()));
        return new Exchange(
                question, standalone, reply, evidence, confidence, promptVersion, inputTokens, outputTokens, timings);
    }

    private static double millis(long from, long to) {
        return rounded((to - from) / 1e6);
    }

    private static double rounded(double millis) {
        return Math.round(millis * 100) / 100.0;
    }
}
