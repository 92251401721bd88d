package io.github.mlmentor.intake;

import io.github.mlmentor.chat.MessageKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How channels behave by the settings: {@code C0123 auto; C0456 mentor 10 tone=brief; * off}. Immutable. */
public final class ChannelSetting implements Function<MessageKey, ChannelPolicy> {
    private static final String ALL = "*";

    private final Map<String, ChannelPolicy> channels;

    private ChannelSetting(Map<String, ChannelPolicy> channels) {
        this.channels = Map.copyOf(channels);
    }

    /**
     * Reads a setting.
     *
     * @param key the setting's own name, for whoever has to mend it
     * @param id what the platform's ids of channels look like, and {@code example} such a one
     * @throws IllegalArgumentException with the mend
     */
    public static ChannelSetting parse(String key, String setting, Pattern id, String example) {
        Map<String, ChannelPolicy> channels = new LinkedHashMap<>();
        for (String one : setting.split(";")) {
            String[] words = one.strip().split("\\s+", 2);
            if (words[0].isEmpty()) {
                continue;
            }
            if (words.length < 2
                    || !(words[0].equals(ALL) || id.matcher(words[0]).matches())) {
                throw new IllegalArgumentException(key + ": \"" + one.strip()
                        + "\" must be a channel's id (or *) and a mode, as in " + example + " mentor 10");
            }
            try {
                channels.put(words[0], ChannelPolicy.DEFAULT.changed(words[1]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(key + ": " + words[0] + ": " + e.getMessage(), e);
            }
        }
        return new ChannelSetting(channels);
    }

    @Override
    public ChannelPolicy apply(MessageKey key) {
        ChannelPolicy all = channels.getOrDefault(ALL, ChannelPolicy.DEFAULT);
        return channels.getOrDefault(key.channel(), all);
    }
}
