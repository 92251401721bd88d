package io.github.mlmentor.evaluation;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.BoundedMemory;
import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.chat.Progress;
import java.util.List;
import java.util.Map;

/** Asks labelled questions the way a person would, history first. */
public final class EvaluationRun {
    private static final String CONVERSATION = "evaluation";

    private final AnswerDesk desk;

    public EvaluationRun(AnswerDesk desk) {
        this.desk = desk;
    }

    /** The outcomes, in the order of the questions. */
    public List<Outcome> ask(List<LabelledQuestion> questions) {
        return questions.stream().map(this::ask).toList();
    }

    private Outcome ask(LabelledQuestion labelled) {
        Dialogue dialogue =
                new Dialogue(desk, new BoundedMemory(1, labelled.history().size() + 1));
        for (String earlier : labelled.history()) {
            dialogue.ask(CONVERSATION, earlier, Map.of(), Progress.none());
        }
        long start = System.nanoTime();
        Exchange exchange = dialogue.ask(CONVERSATION, labelled.question(), Map.of(), Progress.none());
        double millis = (System.nanoTime() - start) / 1e6;
        return new Outcome(labelled, exchange, exchange.decision(), rank(labelled, exchange), millis);
    }

    private static int rank(LabelledQuestion labelled, Exchange exchange) {
        for (int i = 0; i < exchange.evidence().size(); i++) {
            if (labelled.relevant().contains(exchange.evidence().get(i))) {
                return i + 1;
            }
        }
        return 0;
    }
}
