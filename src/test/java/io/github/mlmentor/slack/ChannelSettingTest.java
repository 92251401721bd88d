package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.ChannelPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSettingTest {
    @Test
    void aChannelHasItsOwnAndTheRestWhatIsSaidOfAll() {
        ChannelSetting setting = ChannelSetting.parse("C0123 auto; G0456  mentor 10 tone=brief ;* off;");
        assertThat(setting.apply(key("C0123")).mode()).isEqualTo(ChannelPolicy.Mode.AUTO);
        assertThat(setting.apply(key("G0456")).patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(setting.apply(key("C0999")).mode()).isEqualTo(ChannelPolicy.Mode.OFF);
    }

    @Test
    void nothingSaidIsTheDefault() {
        assertThat(ChannelSetting.parse("").apply(key("C0123"))).isEqualTo(ChannelPolicy.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"general auto", "C0123", "C0123 loud", "C0123 auto;; #x off"})
    void aMistakeIsNamedWithTheSettingAndTheMend(String setting) {
        assertThatThrownBy(() -> ChannelSetting.parse(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("slack.channels: ");
    }

    private static MessageKey key(String channel) {
        return new MessageKey(Platform.SLACK, "T1", channel, "1.1");
    }
}
