package io.github.mlmentor.knowledge;

/**
 * An article before it is read: the Markdown with its front matter.
 *
 * @param origin how a curator finds it: a path below the knowledge folder, or a record's name
 */
public record ArticleText(String origin, Profile profile, String markdown) {}
