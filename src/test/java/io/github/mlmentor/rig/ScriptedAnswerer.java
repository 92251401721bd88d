package io.github.mlmentor.rig;

import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Job;
import java.util.List;
import java.util.Map;

/** Answers without thinking, after the time that thinking would take. */
final class ScriptedAnswerer implements Answerer {
    private final int composeMillis;

    ScriptedAnswerer(int composeMillis) {
        this.composeMillis = composeMillis;
    }

    @Override
    public Outcome answer(Job job, Progress progress) {
        ScriptedAnswer.compose(composeMillis);
        return new Outcome("answered", "remembered", ScriptedAnswer.to(job.text()), Map.of());
    }

    @Override
    public Outcome decline(Job job, Admission.Declined declined) {
        return instead(job, "declined", declined.rule());
    }

    @Override
    public Outcome apologise(Job job, String sentence) {
        return instead(job, "failed", sentence);
    }

    /** Something else than an answer; the platform's name of the message tells which question it is for. */
    private static Outcome instead(Job job, String decision, String why) {
        String mark = "[q" + job.key().message().substring(1) + " 0/1] " + decision + ": " + why;
        return new Outcome(decision, "", List.of(mark), Map.of());
    }
}
