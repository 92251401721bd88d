package io.github.mlmentor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static double[] coin(int heads, int tosses) {
        return IntStream.range(0, tosses).mapToDouble(i -> i < heads ? 1 : 0).toArray();
    }

    @Test
    void wilsonsIntervalIsTheOneOfTheBooks() {
        Interval some = Interval.wilson(8, 10);
        assertThat(some.low()).isCloseTo(0.4902, within(1e-4));
        assertThat(some.high()).isCloseTo(0.9433, within(1e-4));

        Interval all = Interval.wilson(10, 10);
        assertThat(all.low()).isCloseTo(0.7225, within(1e-4));
        assertThat(all.high()).isEqualTo(1);

        assertThat(Interval.wilson(0, 10).low()).isZero();
        assertThat(Interval.wilson(0, 0)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void theIntervalOfAMeanAgreesWithWilsonsWhereBothHold() {
        Interval drawn = Bootstrap.mean(coin(140, 200));
        Interval computed = Interval.wilson(140, 200);

        assertThat(drawn.low()).isCloseTo(computed.low(), within(0.015));
        assertThat(drawn.high()).isCloseTo(computed.high(), within(0.015));
    }

    @Test
    void theSameNumbersGiveTheSameInterval() {
        assertThat(Bootstrap.mean(coin(3, 7))).isEqualTo(Bootstrap.mean(coin(3, 7)));
    }

    @Test
    void pairingSeesWhatTwoMeansHide() {
        double[] hard = IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray();
        double[] alittleBetter =
                Arrays.stream(hard).map(figure -> figure + 0.01).toArray();

        Bootstrap.Difference difference = Bootstrap.paired(alittleBetter, hard);

        assertThat(difference.mean()).isCloseTo(0.01, within(1e-9));
        assertThat(difference.interval().low()).isCloseTo(0.01, within(1e-9));
        assertThat(difference.better()).isEqualTo(1);
        assertThat(difference.won()).isEqualTo(100);
        assertThat(difference.lost()).isZero();
    }

    @Test
    void whatIsNoBetterIsBetterInNoResample() {
        assertThat(Bootstrap.paired(coin(5, 9), coin(5, 9)).better()).isZero();
        Bootstrap.Difference even = Bootstrap.paired(new double[] {1, 0, 1, 0}, new double[] {0, 1, 0, 1});
        assertThat(even.mean()).isZero();
        assertThat(even.better()).isBetween(0.2, 0.5);
        assertThat(even.won()).isEqualTo(2);
        assertThat(even.lost()).isEqualTo(2);
    }

    @Test
    void ofNothingThereIsNothing() {
        assertThat(Bootstrap.mean(new double[0])).isEqualTo(new Interval(0, 0));
    }
}
