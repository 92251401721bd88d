package io.github.mlmentor.discord.fake;

import java.time.Instant;

/**
 * A breach of a rule that Discord documents.
 *
 * @param rule its short name, such as {@code content_too_long}
 * @param detail what was wrong, with the figures
 */
public record Violation(String rule, String detail, Instant at) {}
