package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final String ONE = key(1);
    private static final String TWO = key(2);

    private final Seal seal = Seal.of(ONE);

    /** A key of 32 times this byte. */
    static String key(int filling) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) filling);
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void whatIsSealedCannotBeReadAndIsOpenedAgain() throws Exception {
        String sealed = seal.close("T1", "xoxb-größe");
        assertThat(new String(Base64.getDecoder().decode(sealed), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("xoxb");
        assertThat(seal.open("T1", sealed)).isEqualTo("xoxb-größe");
        assertThat(seal.open("T1", seal.close("T1", ""))).isEmpty();
    }

    @Test
    void theSameIsNeverSealedAlike() {
        assertThat(seal.close("T1", "same")).isNotEqualTo(seal.close("T1", "same"));
    }

    @Test
    void whatIsSealedForOneIsNotOpenedForAnother() {
        String sealed = seal.close("T1", "secret");
        assertThatThrownBy(() -> seal.open("T2", sealed))
                .isInstanceOf(Seal.Broken.class)
                .hasMessageContaining("changed in the database");
    }

    @Test
    void noByteCanBeChanged() {
        byte[] sealed = Base64.getDecoder().decode(seal.close("T1", "secret"));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> seal.open("T1", Base64.getEncoder().encodeToString(changed)))
                    .as("byte %d", i)
                    .isInstanceOf(Seal.Broken.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "no base64!", "AQ==", "AQIDBA==", "[\"xoxb-1\",\"\"]"})
    void whatWasNeverSealedIsSaidToBeBroken(String text) {
        assertThatThrownBy(() -> seal.open("T1", text)).isInstanceOf(Seal.Broken.class);
        assertThat(seal.isOld(text)).isFalse();
    }

    @Test
    void aKeyIsChangedByPuttingTheNewOneFirst() throws Exception {
        String old = seal.close("T1", "secret");
        Seal both = Seal.of(TWO + " ,\n" + ONE);
        assertThat(both.open("T1", old)).isEqualTo("secret");
        assertThat(both.isOld(old)).isTrue();
        String resealed = both.close("T1", "secret");
        assertThat(both.isOld(resealed)).isFalse();
        assertThat(Seal.of(TWO).open("T1", resealed)).isEqualTo("secret");
    }

    @Test
    void anotherKeyIsNamedWithWhatToDo() {
        String sealed = seal.close("T1", "secret");
        assertThatThrownBy(() -> Seal.of(TWO).open("T1", sealed))
                .isInstanceOf(Seal.Broken.class)
                .hasMessageContaining("another key")
                .hasMessageContaining("MENTOR_ENCRYPTION_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ","})
    void withoutAKeyTheCommandThatMakesOneIsNamed(String setting) {
        assertThatThrownBy(() -> Seal.of(setting))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("MENTOR_ENCRYPTION_KEY")
                .hasMessageContaining("openssl rand -base64 32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sesame", "c2VzYW1l", "sesame,", "!!sesame!!"})
    void whatIsNoKeyIsRefusedWithoutRepeatingIt(String setting) {
        assertThatThrownBy(() -> Seal.of(setting))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("openssl rand -base64 32")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("sesame", "c2Vz"))
                .hasNoCause();
        assertThatThrownBy(() -> Seal.of(ONE + "," + setting)).isInstanceOf(StorageException.class);
    }
}
