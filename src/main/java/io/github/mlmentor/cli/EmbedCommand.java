package io.github.mlmentor.cli;

import io.github.mlmentor.knowledge.Passage;
import io.github.mlmentor.llm.BgeEmbedder;
import io.github.mlmentor.retrieval.Embedder;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.LateEmbedder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Computes the vectors of the knowledge into a file, so that a package can ship with them. Run by the build. */
@Command(
        name = "embed",
        hidden = true,
        description = "Compute the vectors of the knowledge into a file.",
        mixinStandardHelpOptions = true)
final class EmbedCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "Where to; what is there already is not computed again.")
    private Path file = Path.of("embeddings.bin");

    private final Backstage backstage;

    EmbedCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public void run() {
        List<String> texts = backstage.library().current().passages().stream()
                .map(Passage::text)
                .toList();
        EmbeddingCache cache = new EmbeddingCache(file, List.of());
        Embedder embedder = new LateEmbedder(BgeEmbedder.NAME, BgeEmbedder.DIMENSION, BgeEmbedder::new);
        try {
            cache.embed(texts, embedder, done -> true);
        } catch (LinkageError e) {
            // The build goes on without: the program then searches by words alone, and says so.
            System.err.println("Embeddings do not run on this system: " + e.getMessage());
        }
    }
}
