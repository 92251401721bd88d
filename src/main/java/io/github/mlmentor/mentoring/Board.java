package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Platform;

/**
 * The mentors of one workspace: their channel, their queue. What is on one board is never shown on another.
 *
 * @param workspace the Slack team or Discord guild
 */
public record Board(Platform platform, String workspace) {}
