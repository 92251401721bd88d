package io.github.mlmentor.chat;

/**
 * A part of the knowledge that an answer stands on.
 *
 * @param id the article's id; links are built from it, so that none can be invented
 * @param title the article's title
 * @param section the heading of the section, or empty when the article as a whole is meant
 */
public record Source(String id, String title, String section) {}
