package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.intake.Person;

/** Where something is shown. */
public sealed interface Target {
    /** The board whose place it is. */
    Board board();

    /** A new card in the mentors' channel, or a new post in their forum. */
    record Channel(Board board) implements Target {}

    /**
     * In the thread of a card.
     *
     * @param card what {@link MentorPort#show} gave back for it
     */
    record Under(Board board, String card) implements Target {}

    /**
     * About a card, so that whoever looks at the mentors' channel sees it anew: in the channel itself, or in the card's post where the
     * channel is a forum.
     *
     * @param card what {@link MentorPort#show} gave back for it
     */
    record Beside(Board board, String card) implements Target {}

    /**
     * Where a learner asked, for everybody there.
     *
     * @param message the platform's name of the question's message
     */
    record Asked(Board board, Conversation conversation, String message) implements Target {}

    /** To one person alone, by direct message. */
    record Direct(Board board, Person person) implements Target {}
}
