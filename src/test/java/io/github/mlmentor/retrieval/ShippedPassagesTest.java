package io.github.mlmentor.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.onnx.HuggingFaceTokenCountEstimator;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.knowledge.Passage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedPassagesTest {
    /** What the embedding model reads of a text, its own two marks apart. */
    private static final int MOST_TOKENS = 510;

    @Test
    void theEmbeddingModelReadsEveryShippedPassageToItsEnd() {
        KnowledgeBase base = new KnowledgeLoader(
                        List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml"))
                .load(LocalDate.of(2026, 11, 21))
                .base();
        HuggingFaceTokenCountEstimator tokens = new HuggingFaceTokenCountEstimator();

        assertThat(base.passages()).hasSizeGreaterThan(100).allSatisfy(passage -> {
            assertThat(passage.text()).hasSizeLessThanOrEqualTo(Passage.LIMIT);
            assertThat(tokens.estimateTokenCountInText(passage.text()))
                    .as(passage.text())
                    .isLessThanOrEqualTo(MOST_TOKENS);
        });
    }
}
