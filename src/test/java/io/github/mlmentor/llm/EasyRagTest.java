package io.github.mlmentor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.FakeEmbedder;
import io.github.mlmentor.retrieval.Query;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EasyRagTest {
    private static final String LONG = "Docker keeps images in layers and starts containers from them. ".repeat(200);

    @TempDir
    private Path folder;

    private EasyRag easyRag =
            new EasyRag(List.of(), new FakeEmbedder(), new EmbeddingCache(Path.of("none"), List.of()));

    @BeforeEach
    void index() {
        easyRag = new EasyRag(
                List.of(
                        new EasyRag.Source("docker", LONG, Map.of("course", "ops", "week", "1")),
                        new EasyRag.Source("pandas", "Pandas reads tables.", Map.of("course", "data", "week", "1")),
                        new EasyRag.Source("kafka", "Kafka moves messages.", Map.of("course", "data", "week", "2"))),
                new FakeEmbedder(),
                new EmbeddingCache(folder.resolve("vectors.bin"), List.of()));
    }

    @Test
    void anArticleStandsWhereItsFirstSegmentDoesAndOnce() {
        assertThat(easyRag.rank(Query.of("docker images layers containers"), 10))
                .hasSize(3)
                .startsWith("docker");
        assertThat(easyRag.rank(Query.of("kafka moves messages"), 10)).startsWith("kafka");
    }

    @Test
    void theManySegmentsOfOneFileDoNotKeepOthersFromBeingRanked() {
        assertThat(easyRag.rank(Query.of("docker images layers containers"), 2)).hasSize(2);
        assertThat(easyRag.rank(Query.of("docker images layers containers"), 1)).containsExactly("docker");
    }

    @Test
    void aFilterHoldsForEveryTag() {
        assertThat(easyRag.rank(new Query("docker", Map.of("course", "data")), 10))
                .containsExactlyInAnyOrder("pandas", "kafka");
        assertThat(easyRag.rank(new Query("docker", Map.of("course", "data", "week", "2")), 10))
                .containsExactly("kafka");
        assertThat(easyRag.rank(new Query("docker", Map.of("course", "none")), 10))
                .isEmpty();
    }

    @Test
    void aQuestionWithoutWordsFindsNothing() {
        assertThat(easyRag.rank(Query.of(" \n"), 10)).isEmpty();
    }
}
