package io.github.mlmentor.intake;

import java.time.Duration;
import java.util.Map;

/**
 * How the bot behaves in a channel.
 *
 * @param mode when it answers
 * @param patience how long people come first, for {@link Mode#MENTOR}
 * @param scope tags that an article must have to be used there
 */
public record ChannelPolicy(Mode mode, Duration patience, Map<String, String> scope) {
    /** What a channel has that nobody has set. */
    public static final ChannelPolicy DEFAULT = new ChannelPolicy(Mode.MENTION, Duration.ZERO, Map.of());

    public ChannelPolicy {
        scope = Map.copyOf(scope);
    }

    /** When the bot answers. */
    public enum Mode {
        /** Never. */
        OFF,
        /** When it is spoken to. */
        MENTION,
        /** Also what it overhears, when it is a question and it is sure. */
        AUTO,
        /** What it overhears only after people had their time. */
        MENTOR
    }
}
