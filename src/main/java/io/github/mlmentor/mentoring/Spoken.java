package io.github.mlmentor.mentoring;

/**
 * A person's reply that somebody would have kept as knowledge.
 *
 * @param question what was asked, or empty where that cannot be told
 * @param reply the reply's words
 * @param author the platform's id of who replied
 * @param learner the platform's id of who asked, or empty
 * @param card the card under whose thread it stands, as {@link MentorPort#show} named it, or empty
 */
public record Spoken(Board board, String question, String reply, String author, String learner, String card) {}
