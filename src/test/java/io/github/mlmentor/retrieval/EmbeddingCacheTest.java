package io.github.mlmentor.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingCacheTest {
    private static final List<String> TEXTS = List.of("docker builds images", "pandas reads tables", "kafka streams");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("data").resolve("embeddings.bin");
    }

    private static List<float[]> embed(EmbeddingCache cache, FakeEmbedder embedder, List<String> texts) {
        return cache.embed(texts, embedder, done -> true);
    }

    private static void assertVectorsOf(List<String> texts, List<float[]> vectors) {
        FakeEmbedder embedder = new FakeEmbedder();
        assertThat(vectors).hasSameSizeAs(texts);
        for (int i = 0; i < vectors.size(); i++) {
            assertThat(vectors.get(i)).isEqualTo(embedder.embedQuestion(texts.get(i)));
        }
    }

    @Test
    void aTextIsComputedOnce() {
        EmbeddingCache cache = new EmbeddingCache(file, List.of());
        FakeEmbedder embedder = new FakeEmbedder();

        assertVectorsOf(TEXTS, embed(cache, embedder, TEXTS));
        assertVectorsOf(TEXTS, embed(cache, embedder, TEXTS));

        assertThat(embedder.embedded()).isEqualTo(TEXTS);
    }

    @Test
    void aTextThatStandsTwiceIsComputedOnceToo() {
        FakeEmbedder embedder = new FakeEmbedder();
        List<String> twice = List.of("docker", "kafka", "docker");

        assertVectorsOf(twice, embed(new EmbeddingCache(file, List.of()), embedder, twice));

        assertThat(embedder.embedded()).containsExactly("docker", "kafka");
    }

    @Test
    void vectorsSurviveARestart() {
        embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS);
        FakeEmbedder afterwards = new FakeEmbedder();

        List<String> more = List.of("new in between", TEXTS.get(2), TEXTS.get(0));
        assertVectorsOf(more, embed(new EmbeddingCache(file, List.of()), afterwards, more));

        assertThat(afterwards.embedded()).containsExactly("new in between");
    }

    @Test
    void anotherEmbedderMakesItsOwnVectors() {
        embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS);
        FakeEmbedder successor = new FakeEmbedder("fake/2", Map.of());

        embed(new EmbeddingCache(file, List.of()), successor, TEXTS);

        assertThat(successor.embedded()).isEqualTo(TEXTS);
    }

    @Test
    void vectorsThatCameWithTheProgramAreNotComputed() {
        Path shipped = folder.resolve("shipped.bin");
        embed(new EmbeddingCache(shipped, List.of()), new FakeEmbedder(), TEXTS);
        FakeEmbedder embedder = new FakeEmbedder();

        assertVectorsOf(TEXTS, embed(new EmbeddingCache(file, List.of(shipped)), embedder, TEXTS));

        assertThat(embedder.embedded()).isEmpty();
        assertThat(file).as("nothing was computed, so nothing is kept").doesNotExist();
    }

    @Test
    void aShippedFileThatIsNotThereIsNoProblem() {
        Path shipped = folder.resolve("none.bin");

        assertVectorsOf(TEXTS, embed(new EmbeddingCache(file, List.of(shipped)), new FakeEmbedder(), TEXTS));
    }

    @Test
    void aDamagedFileIsComputedAnewWhicheverByteIsWrong() throws IOException {
        embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS);
        byte[] whole = Files.readAllBytes(file);
        List<Integer> places = new ArrayList<>(IntStream.range(0, 60).boxed().toList());
        IntStream.iterate(60, i -> i < whole.length, i -> i + 97).forEach(places::add);
        places.add(whole.length - 1);

        for (int place : places) {
            byte[] damaged = whole.clone();
            damaged[place] ^= (byte) 0x81;
            Files.write(file, damaged);
            FakeEmbedder embedder = new FakeEmbedder();

            assertVectorsOf(TEXTS, embed(new EmbeddingCache(file, List.of()), embedder, TEXTS));
            assertThat(embedder.embedded()).as("byte %d", place).isEqualTo(TEXTS);
            assertThat(file).as("written anew").hasBinaryContent(whole);
        }
    }

    @Test
    void aTruncatedFileIsComputedAnewWhereverItEnds() throws IOException {
        embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS);
        byte[] whole = Files.readAllBytes(file);

        for (int length : List.of(0, 1, 4, 8, 11, 12, 20, whole.length / 2, whole.length - 9, whole.length - 1)) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertVectorsOf(TEXTS, embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS));
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void aFileOfSomethingElseIsNotTakenForVectors() throws IOException {
        Files.createDirectories(file.getParent());
        for (byte[] other : List.of(
                "a text that somebody put there".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                ByteBuffer.allocate(64).putInt(Integer.MAX_VALUE).putInt(-1).array())) {
            Files.write(file, other);

            assertVectorsOf(TEXTS, embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS));
        }
    }

    @Test
    void aDamagedShippedFileDoesNotSpoilOnesOwn() throws IOException {
        Path shipped = folder.resolve("shipped.bin");
        Files.writeString(shipped, "damaged");
        embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS);
        FakeEmbedder embedder = new FakeEmbedder();

        assertVectorsOf(TEXTS, embed(new EmbeddingCache(file, List.of(shipped)), embedder, TEXTS));

        assertThat(embedder.embedded()).isEmpty();
    }

    @Test
    void whatIsNoLongerUsedLeavesTheFile() throws IOException {
        embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS);
        long before = Files.size(file);

        embed(
                new EmbeddingCache(file, List.of()),
                new FakeEmbedder(),
                List.of(TEXTS.get(0), "an edited text", "other"));

        assertThat(file).hasSize(before);
        FakeEmbedder embedder = new FakeEmbedder();
        embed(new EmbeddingCache(file, List.of()), embedder, TEXTS);
        assertThat(embedder.embedded()).containsExactly(TEXTS.get(1), TEXTS.get(2));
    }

    @Test
    void whatWasComputedBeforeItWasStoppedIsKept() {
        List<String> many =
                IntStream.range(0, 100).mapToObj(i -> "text number " + i).toList();
        List<Integer> told = new ArrayList<>();
        FakeEmbedder stopped = new FakeEmbedder();
        new EmbeddingCache(file, List.of()).embed(many, stopped, done -> {
            told.add(done);
            return done < 50;
        });
        int computed = stopped.embedded().size();
        assertThat(computed).isBetween(50, 99).isEqualTo(told.get(told.size() - 1));

        FakeEmbedder again = new FakeEmbedder();
        assertVectorsOf(many, embed(new EmbeddingCache(file, List.of()), again, many));

        assertThat(again.embedded()).isEqualTo(many.subList(computed, many.size()));
    }

    @Test
    void aFolderThatCannotBeWrittenCostsTimeAndNothingElse() throws IOException {
        Path notAFolder = folder.resolve("data");
        Files.writeString(notAFolder, "a file in its place");

        assertVectorsOf(TEXTS, embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS));
    }

    @Test
    void nothingButTheFileIsLeftBehind() throws IOException {
        embed(new EmbeddingCache(file, List.of()), new FakeEmbedder(), TEXTS);
        Path taken = file.resolveSibling("taken.bin");
        Files.createDirectories(taken.resolve("a folder with something in it"));
        embed(new EmbeddingCache(taken, List.of()), new FakeEmbedder(), TEXTS);

        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactlyInAnyOrder(file, taken);
        }
    }

    @Test
    void aPassageThatIsTooLongForTheModelDoesNotCostTheOthersTheirs() {
        String formulas = "x".repeat(150) + " " + "y".repeat(650);
        List<String> texts = List.of(TEXTS.get(0), formulas, TEXTS.get(1));
        FakeEmbedder embedder = new FakeEmbedder().refusesBeyond(300);

        List<float[]> vectors = embed(new EmbeddingCache(file, List.of()), embedder, texts);

        assertVectorsOf(List.of(TEXTS.get(0), formulas.substring(0, 200), TEXTS.get(1)), vectors);
    }
}
