package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Form;
import java.util.Map;

/**
 * Where learners' questions reach mentors, and mentors' answers become knowledge. The doors call it with what people do; what is shown
 * follows through {@link MentorPort}. Who may do something is decided at the call, by the {@link Actor}. Thread-safe; every method
 * returns within what a platform waits for, and throws only when nothing could be stored.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class MentorDesk {
    private static final String OURS = "m_";

    /** Whether a button or a form is of this desk; the others are the door's own. */
    public static boolean isOurs(String action) {
        return action.startsWith(OURS);
    }

    /** The button "Ask a mentor" under the answer to a job was used. */
    public Response asked(String job, Actor who) {
        throw new UnsupportedOperationException(job + who);
    }

    /** What somebody is asked who found an answer unhelpful; the opinion itself is noted already. */
    public Form unhelpful(String job) {
        throw new UnsupportedOperationException(job);
    }

    /** A button was used for which {@link #isOurs} holds. */
    public Response click(String action, String value, Actor who) {
        throw new UnsupportedOperationException(action + value + who);
    }

    /** A form was sent for which {@link #isOurs} holds. */
    public Response submitted(String form, String context, Map<String, String> values, Actor who) {
        throw new UnsupportedOperationException(form + context + values + who);
    }

    /**
     * Whether something shown by {@link MentorPort#show} is the card of a question, so that what is written under it is an answer.
     * Asked for every message in the mentors' channel, and for none elsewhere.
     */
    public boolean isCard(Board board, String card) {
        throw new UnsupportedOperationException(board + card);
    }

    /**
     * Something was written under a card.
     *
     * @param message the platform's name of the message, so that it counts once however often it arrives
     * @return {@link Response.Done} when it went to the learner; a sentence when it did not, and whoever wrote it must know why; nothing
     *     happens for what people say among themselves
     */
    public Response said(Board board, String card, String message, String text, Actor who) {
        throw new UnsupportedOperationException(board + card + message + text + who);
    }

    /** "Fix this answer" on the answer to a job. */
    public Response fix(String job, Actor who) {
        throw new UnsupportedOperationException(job + who);
    }

    /** "Use as knowledge" on somebody's message, by a menu: opens the form. */
    public Response use(Spoken spoken, Actor who) {
        throw new UnsupportedOperationException(spoken + "" + who);
    }

    /** "Use as knowledge" by a reaction, where no form can be opened: makes a draft that waits on the board to be edited. */
    public Response propose(Spoken spoken, Actor who) {
        throw new UnsupportedOperationException(spoken + "" + who);
    }
}
