package io.github.mlmentor.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharactersTest {
    @Test
    void whatIsTwiceAsWideCountsTwiceAndWhatIsInvisibleNotAtAll() {
        assertThat(Characters.columns("abc")).isEqualTo(3);
        assertThat(Characters.columns("日本")).isEqualTo(4);
        assertThat(Characters.columns("かな、")).isEqualTo(6);
        assertThat(Characters.columns("e\u0301")).isEqualTo(1);
        assertThat(Characters.columns("a" + Characters.JOINER)).isEqualTo(1);
        assertThat(Characters.columns("\uD83D\uDE00")).isEqualTo(2);
    }

    @Test
    void aLineHasNoLineEndsAndNothingAroundIt() {
        assertThat(Characters.line(" two\r\n lines\u0000 ")).isEqualTo("two lines");
    }
}
