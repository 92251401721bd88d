package io.github.mlmentor.evaluation;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.answering.Question;
import io.github.mlmentor.answering.Turn;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks labelled questions the way a person would, history first. */
public final class EvaluationRun {
    private final AnswerDesk desk;

    public EvaluationRun(AnswerDesk desk) {
        this.desk = desk;
    }

    /** The outcomes, in the order of the questions. */
    public List<Outcome> ask(List<LabelledQuestion> questions) {
        return questions.stream().map(this::ask).toList();
    }

    private Outcome ask(LabelledQuestion labelled) {
        List<Turn> history = new ArrayList<>();
        for (String earlier : labelled.history()) {
            Exchange exchange = desk.answer(new Question(earlier, history, Map.of()), Progress.none());
            if (!exchange.evidence().isEmpty()) {
                history.add(new Turn(
                        earlier, exchange.standalone(), exchange.evidence().subList(0, 1), ""));
            }
        }
        long start = System.nanoTime();
        Exchange exchange = desk.answer(new Question(labelled.question(), history, Map.of()), Progress.none());
        double millis = (System.nanoTime() - start) / 1e6;
        return new Outcome(labelled, exchange, decision(exchange.reply()), rank(labelled, exchange), millis);
    }

    private static int rank(LabelledQuestion labelled, Exchange exchange) {
        for (int i = 0; i < exchange.evidence().size(); i++) {
            if (labelled.relevant().contains(exchange.evidence().get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static String decision(Reply reply) {
        return reply.fold(new Reply.Cases<String>() {
            @Override
            public String answer(Reply.Answer answer) {
                return "answered";
            }

            @Override
            public String clarification(Reply.Clarification clarification) {
                return "clarify";
            }

            @Override
            public String notFound(Reply.NotFound notFound) {
                return "not_found";
            }

            @Override
            public String offTopic(Reply.OffTopic offTopic) {
                return "off_topic";
            }

            @Override
            public String declined(Reply.Declined declined) {
                return "declined";
            }

            @Override
            public String apology(Reply.Apology apology) {
                return "failed";
            }

            @Override
            public String panel(Reply.Panel panel) {
                return "answered";
            }
        });
    }
}
