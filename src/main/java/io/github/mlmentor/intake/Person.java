package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Platform;

/**
 * Somebody who asks, without a name.
 *
 * @param workspace the Slack team or Discord guild, or {@code "-"}
 * @param id opaque, unique within platform and workspace
 */
public record Person(Platform platform, String workspace, String id) {}
