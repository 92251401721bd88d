package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSettingTest {
    @Test
    void aChannelHasItsOwnAndTheRestWhatIsSaidOfAll() {
        ChannelSetting setting = read("C0123 auto; G0456  mentor 10 tone=brief ;* off;");
        assertThat(setting.apply(key("C0123")).mode()).isEqualTo(ChannelPolicy.Mode.AUTO);
        assertThat(setting.apply(key("G0456")).patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(setting.apply(key("C0999")).mode()).isEqualTo(ChannelPolicy.Mode.OFF);
    }

    @Test
    void nothingSaidIsTheDefault() {
        assertThat(read("").apply(key("C0123"))).isEqualTo(ChannelPolicy.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"general auto", "C0123", "C0123 loud", "C0123 auto;; #x off"})
    void aMistakeIsNamedWithTheSettingAndTheMend(String setting) {
        assertThatThrownBy(() -> read(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("slack.channels: ");
    }

    private static ChannelSetting read(String setting) {
        return ChannelSetting.parse("slack.channels", setting, Pattern.compile("[CG][A-Z0-9]+"), "C0123456789");
    }

    private static MessageKey key(String channel) {
        return new MessageKey(Platform.SLACK, "T1", channel, "1.1");
    }
}
