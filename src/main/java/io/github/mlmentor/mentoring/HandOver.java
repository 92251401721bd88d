package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Conversation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A learner's question that mentors look after. Its id is that of the job that it came from, so that a question is handed over once.
 *
 * @param version counts the changes, so that of two who change it at once one wins
 */
public record HandOver(String id, Board board, Asked asked, Standing standing, int version) {
    /**
     * What was asked, as it was when it was handed over.
     *
     * @param learner who handed it over and gets the answer
     * @param anonymous whether mentors must not learn who that is
     * @param shared whether the answer may stand where it was asked, for everybody there
     * @param message the platform's name of the question's message
     * @param tried what the learner adds
     * @param earlier what he asked before in that conversation, oldest first
     * @param said what the bot said, in plain words
     * @param decision the bot's decision, by its code
     * @param sources ids of the articles that the bot's answer stood on
     */
    public record Asked(
            String learner,
            boolean anonymous,
            boolean shared,
            Conversation conversation,
            String message,
            String question,
            String tried,
            List<String> earlier,
            String said,
            String decision,
            List<String> sources,
            Instant at) {
        public Asked {
            earlier = List.copyOf(earlier);
            sources = List.copyOf(sources);
        }
    }

    /**
     * How far it is.
     *
     * @param mentor who claimed it, or empty
     * @param since when the state or the mentor last changed, or he last wrote
     * @param raised when it was raised because nobody claimed it, or null
     * @param answer what mentors said, or empty
     * @param answeredBy who said it last, or empty
     * @param answeredAt when it was first answered, or null
     * @param delivery why the answer did not reach the learner, or empty
     * @param reason why it was closed, in a mentor's words, or empty
     */
    public record Standing(
            State state,
            String mentor,
            Instant since,
            @Nullable Instant raised,
            String answer,
            String answeredBy,
            @Nullable Instant answeredAt,
            String delivery,
            String reason) {}

    /** The steps of a question. */
    public enum State {
        /** Nobody looks after it. */
        OPEN,
        /** A mentor looks after it. */
        CLAIMED,
        /** A mentor has answered; the learner may still say that it did not help. */
        ANSWERED,
        /** Done. */
        RESOLVED,
        /** No question for mentors. */
        DISMISSED,
        /** The learner had himself forgotten. */
        WITHDRAWN;

        /** Whether somebody has to do something. */
        public boolean isOpen() {
            return this == OPEN || this == CLAIMED;
        }
    }

    static HandOver begin(String id, Board board, Asked asked) {
        return new HandOver(id, board, asked, new Standing(State.OPEN, "", asked.at(), null, "", "", null, "", ""), 0);
    }

    public State state() {
        return standing.state();
    }

    private HandOver with(Standing next) {
        return new HandOver(id, board, asked, next, version + 1);
    }

    HandOver claimed(String mentor, Instant at) {
        Standing s = standing;
        return with(new Standing(
                State.CLAIMED, mentor, at, s.raised(), s.answer(), s.answeredBy(), s.answeredAt(), s.delivery(), ""));
    }

    HandOver open(Instant at) {
        Standing s = standing;
        return with(new Standing(
                State.OPEN, "", at, s.raised(), s.answer(), s.answeredBy(), s.answeredAt(), s.delivery(), ""));
    }

    HandOver raised(Instant at) {
        Standing s = standing;
        return with(new Standing(
                s.state(),
                s.mentor(),
                s.since(),
                at,
                s.answer(),
                s.answeredBy(),
                s.answeredAt(),
                s.delivery(),
                s.reason()));
    }

    /** With more words of a mentor, who thereby looks after it. */
    HandOver answered(String mentor, String words, Instant at) {
        Standing s = standing;
        String all = s.answer().isEmpty() ? words : s.answer() + "\n\n" + words;
        Instant first = s.answeredAt() == null ? at : s.answeredAt();
        return with(new Standing(State.ANSWERED, mentor, at, s.raised(), all, mentor, first, "", ""));
    }

    HandOver undelivered(String why) {
        Standing s = standing;
        return with(new Standing(
                s.state(),
                s.mentor(),
                s.since(),
                s.raised(),
                s.answer(),
                s.answeredBy(),
                s.answeredAt(),
                why,
                s.reason()));
    }

    HandOver closed(State state, String reason, Instant at) {
        Standing s = standing;
        return with(new Standing(
                state, s.mentor(), at, s.raised(), s.answer(), s.answeredBy(), s.answeredAt(), s.delivery(), reason));
    }

    /** The same question with more that the learner has to say, for the mentor who answered it or for all. */
    HandOver again(String words, Instant at) {
        Asked a = asked;
        String tried = a.tried().isEmpty() ? words : a.tried() + "\n\n" + words;
        Asked more = new Asked(
                a.learner(),
                a.anonymous(),
                a.shared(),
                a.conversation(),
                a.message(),
                a.question(),
                tried,
                a.earlier(),
                a.said(),
                a.decision(),
                a.sources(),
                a.at());
        HandOver next = standing.mentor().isEmpty() ? open(at) : claimed(standing.mentor(), at);
        return new HandOver(id, board, more, next.standing(), version + 1);
    }
}
