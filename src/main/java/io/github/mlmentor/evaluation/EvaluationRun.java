package io.github.mlmentor.evaluation;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.BoundedMemory;
import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.retrieval.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks labelled questions the way a person would, history first. Every contender is given the same texts to look up, so that
 * rankings differ by the ranking alone.
 */
public final class EvaluationRun {
    private static final String CONVERSATION = "evaluation";
    /** What has just been loaded is slower than what runs, and whoever comes first would pay for all. */
    private static final int WARMING = 50;

    private final List<Prepared> prepared;

    private record Prepared(LabelledQuestion question, Query query) {}

    /**
     * Prepares a run.
     *
     * @param reader makes follow-ups stand alone by the history in front of them
     */
    public EvaluationRun(List<LabelledQuestion> questions, AnswerDesk reader) {
        this.prepared = questions.stream()
                .map(question -> new Prepared(question, query(question, reader)))
                .toList();
    }

    private static Query query(LabelledQuestion question, AnswerDesk reader) {
        String standalone = question.history().isEmpty()
                ? question.question()
                : ask(question, reader).standalone();
        return new Query(standalone, question.question(), question.filter());
    }

    /** The outcomes of a contender, in the order of the questions. */
    public List<Outcome> measure(Contender contender) {
        prepared.stream().limit(WARMING).forEach(each -> contender.ranking().rank(each.query(), Ranking.DEEPEST));
        List<Outcome> outcomes = new ArrayList<>();
        for (Prepared each : prepared) {
            long start = System.nanoTime();
            List<String> found = contender.ranking().rank(each.query(), Ranking.DEEPEST);
            double millis = millisSince(start);
            Outcome.Answered answered =
                    contender.desk().map(desk -> answer(each.question(), desk)).orElse(null);
            outcomes.add(new Outcome(each.question(), found, millis, answered));
        }
        return outcomes;
    }

    private static Outcome.Answered answer(LabelledQuestion question, AnswerDesk desk) {
        Dialogue dialogue = recalling(question, desk);
        long start = System.nanoTime();
        Exchange exchange = last(question, dialogue);
        return Outcome.Answered.of(exchange, millisSince(start));
    }

    private static Exchange ask(LabelledQuestion question, AnswerDesk desk) {
        return last(question, recalling(question, desk));
    }

    private static Exchange last(LabelledQuestion question, Dialogue dialogue) {
        return dialogue.ask(CONVERSATION, question.question(), question.filter(), Progress.none());
    }

    private static Dialogue recalling(LabelledQuestion question, AnswerDesk desk) {
        Dialogue dialogue =
                new Dialogue(desk, new BoundedMemory(1, question.history().size() + 1));
        for (String earlier : question.history()) {
            dialogue.ask(CONVERSATION, earlier, question.filter(), Progress.none());
        }
        return dialogue;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
