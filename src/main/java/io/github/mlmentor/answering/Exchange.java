package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Reply;
import java.util.List;
import java.util.Map;

/**
 * A question, its reply and how it came about: the record that everything later learns from.
 *
 * @param standalone the question as it was looked up
 * @param reply what is said
 * @param evidence ids of the articles that were found, best first
 * @param confidence how sure we are that the reply fits, 0 to 1
 * @param promptVersion the hash of the prompt, or empty when no model wrote the reply
 * @param inputTokens what the model was given, also when its draft was refused; else 0
 * @param outputTokens what it wrote, likewise
 * @param timings milliseconds by hop, in order, with {@code total} last
 */
public record Exchange(
        Question question,
        String standalone,
        Reply reply,
        List<String> evidence,
        double confidence,
        String promptVersion,
        int inputTokens,
        int outputTokens,
        Map<String, Double> timings) {
    public Exchange {
        evidence = List.copyOf(evidence);
    }

    /** An exchange for which nothing was looked up. */
    public static Exchange atOnce(String question, Reply reply) {
        return new Exchange(Question.of(question), question, reply, List.of(), 1, "", 0, 0, Map.of("total", 0.0));
    }

    /** The decision's code in the JSON contract. */
    public String decision() {
        return Decisions.code(reply);
    }
}
