package io.github.mlmentor.slack.fake;

import java.time.Instant;

/**
 * A breach of a rule that Slack documents.
 *
 * @param rule its short name, such as {@code retry_after_not_respected}
 * @param detail what was wrong, with the figures
 */
public record Violation(String rule, String detail, Instant at) {}
