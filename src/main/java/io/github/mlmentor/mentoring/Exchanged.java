package io.github.mlmentor.mentoring;

import io.github.mlmentor.intake.Job;
import java.util.List;

/**
 * A question and what the bot said.
 *
 * @param said in plain words, shortened; or empty
 * @param decision by its code, or empty
 * @param sources ids of the articles that the answer stood on
 * @param earlier what the same person asked before in that conversation, oldest first, at most two
 */
public record Exchanged(Job job, String said, String decision, List<String> sources, List<String> earlier) {
    public Exchanged {
        sources = List.copyOf(sources);
        earlier = List.copyOf(earlier);
    }
}
