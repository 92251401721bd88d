package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Form;
import io.github.mlmentor.intake.Feedback;
import java.time.Clock;
import java.util.Map;

/**
 * Where learners' questions reach mentors, and mentors' answers become knowledge. The doors call it with what people do; what is shown
 * follows through {@link MentorPort}. Who may do something is decided at the call, by the {@link Actor}. Thread-safe; every method
 * returns within what a platform waits for, and throws only when nothing could be stored.
 */
public final class MentorDesk {
    private static final Response OLD = new Response.Said("That button is of an older version of me.");

    private final Learners learners;
    private final Mentors mentors;
    private final Proposals proposals;
    private final Revisions revisions;
    private final Curators curators;
    private final Feedback feedback;
    private final Clock clock;

    MentorDesk(
            MentorStore store,
            Feedback feedback,
            People people,
            Proposals proposals,
            Revisions revisions,
            Curators curators,
            Conduct conduct,
            Clock clock) {
        this.learners = new Learners(store, people, conduct, clock);
        this.mentors = new Mentors(store, people, clock);
        this.proposals = proposals;
        this.revisions = revisions;
        this.curators = curators;
        this.feedback = feedback;
        this.clock = clock;
    }

    /** Whether a button or a form is of this desk; the others are the door's own. */
    public static boolean isOurs(String action) {
        return action.startsWith(Acts.OURS);
    }

    /** The button "Ask a mentor" under the answer to a job was used. */
    public Response asked(String job, Actor who) {
        return learners.asked(job, who);
    }

    /** What somebody is asked who found an answer unhelpful; the opinion itself is noted already. */
    public Form unhelpful(String job) {
        return learners.unhelpful(job);
    }

    /** A button was used for which {@link #isOurs} holds. */
    public Response click(String action, String value, Actor who) {
        return switch (action) {
            case Acts.SOLVED -> learners.solved(value, who);
            case Acts.MORE -> learners.moreForm(value, who);
            case Acts.CLAIM -> mentors.claim(value, who);
            case Acts.ANSWER -> mentors.answerForm(value, who);
            case Acts.DISMISS -> mentors.dismissForm(value, who);
            case Acts.REASSIGN -> mentors.reassignForm(value, who);
            case Acts.RESOLVE -> mentors.resolve(value, who);
            case Acts.REOPEN -> mentors.reopen(value, who);
            case Acts.TRACE -> mentors.trace(value, who);
            case Acts.KNOWLEDGE -> proposals.knowledgeForm(value, who);
            case Acts.FIX -> fix(value, who);
            case Acts.APPROVE -> curators.approveSeen(value, who);
            case Acts.EDIT -> curators.editForm(value, who);
            case Acts.REJECT -> curators.rejectForm(value, who);
            case Acts.GAP -> proposals.gapForm(value, who);
            case Acts.CONFIRM -> curators.confirm(value, who);
            case Acts.REVISE -> revisions.reviseForm(value, who);
            default -> OLD;
        };
    }

    /** A form was sent for which {@link #isOurs} holds. */
    public Response submitted(String form, String context, Map<String, String> values, Actor who) {
        return switch (form) {
            case Acts.ASK ->
                learners.ask(
                        context,
                        who,
                        Forms.value(values, Forms.TRIED),
                        Forms.ANONYMOUSLY.equals(values.get(Forms.NAMED)));
            case Acts.WRONG -> wrong(context, values, who);
            case Acts.MORE -> learners.more(context, who, Forms.value(values, Forms.WORDS));
            case Acts.ANSWER -> mentors.answer(context, who, Forms.value(values, Forms.WORDS));
            case Acts.DISMISS -> mentors.dismiss(context, who, Forms.value(values, Forms.WORDS));
            case Acts.REASSIGN -> mentors.reassign(context, who, Forms.value(values, Forms.WHOM));
            case Acts.KNOWLEDGE -> proposals.propose(context, who, values);
            case Acts.FIX, Acts.REVISE -> revisions.change(context, who, values);
            case Acts.EDIT -> curators.edit(context, who, values);
            case Acts.REJECT -> curators.reject(context, who, Forms.value(values, Forms.WORDS));
            default -> new Response.Said("That form is of an older version of me.");
        };
    }

    private Response wrong(String job, Map<String, String> values, Actor who) {
        String why = Forms.value(values, Forms.WHY);
        String words = Forms.value(values, Forms.WORDS);
        feedback.note(job, who.person(), false, why, words, clock.instant());
        String wish = Forms.value(values, Forms.NAMED);
        return wish.isEmpty() || wish.equals(Forms.NO_MENTOR)
                ? new Response.Said("Thank you. Whoever looks after the knowledge will see it.")
                : learners.ask(job, who, words, wish.equals(Forms.ANONYMOUSLY));
    }

    /**
     * Whether something shown by {@link MentorPort#show} is the card of a question, so that what is written under it is an answer.
     * Asked for every message in the mentors' channel, and for none elsewhere.
     */
    public boolean isCard(Board board, String card) {
        return mentors.isCard(board, card);
    }

    /**
     * Something was written under a card.
     *
     * @param message the platform's name of the message, so that it counts once however often it arrives
     * @return {@link Response.Done} when it went to the learner, or was said among mentors; a sentence when whoever wrote it must know
     *     why it did not
     */
    public Response said(Board board, String card, String message, String text, Actor who) {
        return mentors.said(board, card, message, text, who);
    }

    /** "Fix this answer" on the answer to a job. */
    public Response fix(String job, Actor who) {
        return revisions.fixForm(job, who);
    }

    /** "Use as knowledge" on somebody's message, by a menu: opens the form. */
    public Response use(Spoken spoken, Actor who) {
        return proposals.useForm(spoken, who);
    }

    /** "Use as knowledge" by a reaction, where no form can be opened: makes a draft that waits on the board to be edited. */
    public Response propose(Spoken spoken, Actor who) {
        return proposals.propose(spoken, who);
    }

    /** For the console: the work of mentors. */
    public Mentors mentors() {
        return mentors;
    }

    /** For the console: other wordings of articles. */
    public Revisions revisions() {
        return revisions;
    }

    /** For the console: the work of curators. */
    public Curators curators() {
        return curators;
    }
}
