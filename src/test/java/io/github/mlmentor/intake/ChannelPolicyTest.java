package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPolicyTest {
    @ParameterizedTest
    @CsvSource({"off, OFF, 0", "mention, MENTION, 0", "Auto, AUTO, 0", "mentor, MENTOR, 10", "MENTOR 3, MENTOR, 3"})
    void aModeIsNamedWithTheMinutesThatPeopleComeFirst(String wish, ChannelPolicy.Mode mode, long minutes) {
        assertThat(ChannelPolicy.DEFAULT.changed(wish)).isEqualTo(ChannelPolicy.of(mode, Duration.ofMinutes(minutes)));
    }

    @Test
    void whatIsNotSaidStaysAsItWas() {
        ChannelPolicy set = ChannelPolicy.DEFAULT.changed("mentor 5 tone=brief course=intro admins=U1+U2");
        assertThat(set)
                .isEqualTo(new ChannelPolicy(
                        ChannelPolicy.Mode.MENTOR,
                        Duration.ofMinutes(5),
                        Map.of("course", "intro"),
                        ChannelPolicy.Tone.BRIEF,
                        Set.of("U1", "U2")));
        assertThat(set.changed("15").patience()).isEqualTo(Duration.ofMinutes(15));
        assertThat(set.changed("tone=formal").mode()).isEqualTo(ChannelPolicy.Mode.MENTOR);
    }

    @Test
    void everythingCanBeTakenBack() {
        ChannelPolicy set = ChannelPolicy.DEFAULT.changed("tone=brief course=intro level=beginner admins=U1");
        assertThat(set.changed("tone=plain course=any level=any admins=none mention"))
                .isEqualTo(ChannelPolicy.DEFAULT);
    }

    @Test
    void anotherModeForgetsTheMinutes() {
        assertThat(ChannelPolicy.DEFAULT.changed("mentor 30").changed("auto").patience())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sometimes", "10", "mentor ten", "tone=rude", "auto 10"})
    void whatIsNotUnderstoodIsNamedWithWhatIs(String wish) {
        assertThatThrownBy(() -> ChannelPolicy.DEFAULT.changed(wish))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("I know ");
    }

    @Test
    void peopleHaveADayAtMost() {
        assertThat(ChannelPolicy.DEFAULT.changed("mentor 1440").patience()).isEqualTo(Duration.ofDays(1));
        assertThatThrownBy(() -> ChannelPolicy.DEFAULT.changed("mentor 1441")).hasMessageContaining("1440 minutes");
    }
}
