package io.github.mlmentor.knowledge;

/** How much lint asks of an article; given by the folder that it lies in. */
public enum Profile {
    /** Our own library: the whole schema. */
    CURATED,
    /** Written by mentors in chat: one {@code ask} and an answer. */
    COMMUNITY,
    /** Somebody else's Markdown: an id and a title. */
    FOREIGN
}
