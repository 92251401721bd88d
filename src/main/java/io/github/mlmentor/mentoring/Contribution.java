package io.github.mlmentor.mentoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A text that somebody would have become knowledge: a new article, or another wording of one.
 *
 * @param origin the file that the article has or would have, below the knowledge folder
 * @param article the article's id
 * @param title the article's title, or the question that it answers
 * @param markdown the whole file as it would be
 * @param base the whole file as it was when this was written, or empty for a new one
 * @param question what must be answered from it afterwards, or empty
 * @param job the answer that it corrects, or empty
 * @param handOver the mentors' answer that it was made of, or empty
 * @param author who wrote it, as the platform names him
 * @param credit the name that he wants to be named by, or empty
 * @param editor who changed it last; he cannot be the one to approve it
 * @param decidedBy who approved or rejected it, or empty
 * @param reason why it was rejected, or empty
 * @param version counts the changes, so that of two who decide at once one wins
 */
public record Contribution(
        String id,
        Board board,
        State state,
        String origin,
        String article,
        String title,
        String markdown,
        String base,
        String question,
        String job,
        String handOver,
        String author,
        String credit,
        String editor,
        String decidedBy,
        String reason,
        Instant at,
        @Nullable Instant decidedAt,
        int version) {
    /** How far a contribution is. */
    public enum State {
        DRAFT,
        APPROVED,
        REJECTED
    }

    /** Whether there was an article before. */
    public boolean isChange() {
        return !base.isEmpty();
    }

    Contribution edited(String title, String markdown, String editor) {
        return new Contribution(
                id,
                board,
                state,
                origin,
                article,
                title,
                markdown,
                base,
                question,
                job,
                handOver,
                author,
                credit,
                editor,
                decidedBy,
                reason,
                at,
                decidedAt,
                version + 1);
    }

    Contribution decided(State state, String markdown, String by, String reason, Instant at) {
        return new Contribution(
                id,
                board,
                state,
                origin,
                article,
                title,
                markdown,
                base,
                question,
                job,
                handOver,
                author,
                credit,
                editor,
                by,
                reason,
                this.at,
                at,
                version + 1);
    }
}
