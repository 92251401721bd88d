package io.github.mlmentor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BgeEmbedderTest {
    private static BgeEmbedder embedder;

    @BeforeAll
    static void load() {
        embedder = new BgeEmbedder();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I get my first job in machine learning?",
                "?",
                "Wie werde ich ML-Ingenieur? 如何 🚀",
                "a lone half \uD83D of a pair",
                "nul \0 and tab \t"
            })
    void aVectorHasTheLengthItSaysAndNormOne(String text) {
        float[] vector = embedder.embedQuestion(text);

        assertThat(vector).hasSize(embedder.dimension()).hasSize(BgeEmbedder.DIMENSION);
        assertThat(Math.sqrt(dot(vector, vector))).isCloseTo(1, within(1e-3));
    }

    @Test
    void theSameTextHasTheSameVectorAloneAndAmongOthers() {
        String text = "What does an ML engineer do all day?";
        String longer =
                "Something much longer that stands beside it, so that the two would have to be padded. ".repeat(5);

        float[] alone = embedder.embedPassages(List.of(text)).get(0);
        List<float[]> among = embedder.embedPassages(List.of(longer, text));

        assertThat(embedder.embedQuestion(text)).isEqualTo(embedder.embedQuestion(text));
        assertThat(among.get(1)).isEqualTo(alone);
    }

    @Test
    void threadsDoNotDisturbEachOther() {
        List<float[]> vectors = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> embedder.embedQuestion("question " + i % 4))
                .toList();

        for (int i = 0; i < vectors.size(); i++) {
            assertThat(vectors.get(i)).isEqualTo(vectors.get(i % 4));
        }
    }

    @Test
    void whatMeansTheSameIsNearerThanWhatDoesNot() {
        float[] question = embedder.embedQuestion("How do I negotiate my salary?");
        List<float[]> passages = embedder.embedPassages(
                List.of("Ways to ask for more pay when you get an offer.", "Containers isolate a process."));

        assertThat(dot(question, passages.get(0))).isGreaterThan(dot(question, passages.get(1)) + 0.1);
    }

    @Test
    void theLongestPassageIsReadToItsLastToken() {
        String most = "the ".repeat(509);

        List<float[]> vectors = embedder.embedPassages(List.of(most + "dog", most + "cat"));

        assertThat(vectors.get(0)).isNotEqualTo(vectors.get(1));
    }

    @Test
    void aPassageThatWouldBeCutIsRefused() {
        String tooLong = "the ".repeat(511);

        assertThatThrownBy(() -> embedder.embedPassages(List.of("short", tooLong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("511 tokens")
                .hasMessageContaining("510");
    }

    @Test
    void noPassagesHaveNoVectors() {
        assertThat(embedder.embedPassages(List.of())).isEmpty();
    }

    @Test
    void itsNameIsKnownWithoutLoadingIt() {
        assertThat(embedder.name()).isEqualTo(BgeEmbedder.NAME);
    }

    @Test
    void nothingIsReportedToAnybodyWhenItLoads() throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Loading.class.getName());
        command.environment().remove("OPT_OUT_TRACKING");
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("loaded").doesNotContain("opened");
    }

    /** Loads the embedder in a process of its own, because its native libraries load once, and tells of every address opened. */
    static final class Loading {
        private Loading() {}

        public static void main(String[] arguments) {
            URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? new Refusing() : null);
            System.out.println("loaded " + new BgeEmbedder().embedQuestion("ready?").length);
        }
    }

    private static final class Refusing extends java.net.URLStreamHandler {
        @Override
        protected java.net.URLConnection openConnection(URL address) throws IOException {
            System.out.println("opened " + address);
            throw new IOException("nobody is to be called");
        }
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
