package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Repeats the question, unless a test says otherwise. */
final class ScriptedAnswerer implements Answerer {
    private final Deque<BiFunction<Job, Progress, Outcome>> next = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int parts = 1;
    private volatile boolean broken;
    private volatile boolean speechless;

    /** Each answer has so many parts. */
    void parts(int many) {
        parts = many;
    }

    /** Every attempt to answer breaks. */
    void breaks() {
        broken = true;
    }

    /** Not even an apology can be made. */
    void isSpeechless(boolean now) {
        speechless = now;
    }

    void next(BiFunction<Job, Progress, Outcome> answer) {
        next.add(answer);
    }

    int asked() {
        return asked.get();
    }

    static Outcome saying(String... payloads) {
        return new Outcome("answered", "remembered", List.of(payloads), Map.of());
    }

    @Override
    public Outcome answer(Job job, Progress progress) {
        asked.incrementAndGet();
        BiFunction<Job, Progress, Outcome> scripted = next.poll();
        if (scripted != null) {
            return scripted.apply(job, progress);
        }
        if (broken) {
            throw new IllegalStateException("broken on purpose by " + job.text());
        }
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            payloads.add("answer to " + job.text() + (parts > 1 ? "/" + i : ""));
        }
        return saying(payloads.toArray(new String[0]));
    }

    @Override
    public Outcome decline(Job job, Admission.Declined declined) {
        checkSpeech();
        return new Outcome("declined", "", List.of(declined.sentence()), Map.of());
    }

    @Override
    public Outcome apologise(Job job, String sentence) {
        checkSpeech();
        return new Outcome("failed", "", List.of("sorry: " + sentence), Map.of());
    }

    private void checkSpeech() {
        if (speechless) {
            throw new IllegalStateException("no words on purpose");
        }
    }
}
