package io.github.mlmentor.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads sources and catalogue into a knowledge base, with everything that is wrong about them. Thread-safe. */
public final class KnowledgeLoader {
    private final List<ArticleSource> sources;
    private final @Nullable Path catalogue;

    /**
     * Reads from these places.
     *
     * @param catalogue the file of links; need not exist
     */
    public KnowledgeLoader(List<ArticleSource> sources, Path catalogue) {
        this.sources = List.copyOf(sources);
        this.catalogue = catalogue;
    }

    /** Reads articles that come without a catalogue of links. */
    public KnowledgeLoader(List<ArticleSource> sources) {
        this.sources = List.copyOf(sources);
        this.catalogue = null;
    }

    /**
     * What was read.
     *
     * @param problems by file and line
     */
    public record Loaded(KnowledgeBase base, List<Problem> problems) {
        public Loaded {
            problems = List.copyOf(problems);
        }

        /** Whether something could not be read at all. */
        public boolean broken() {
            return problems.stream().anyMatch(Problem::fatal);
        }
    }

    /**
     * Reads everything.
     *
     * @param today for the review dates
     * @throws UncheckedIOException when a source cannot be read
     */
    public Loaded load(LocalDate today) {
        List<Problem> problems = new ArrayList<>();
        Catalogue links = Catalogue.EMPTY;
        try {
            if (catalogue != null && Files.exists(catalogue)) {
                links = Catalogue.parse(new String(Files.readAllBytes(catalogue), StandardCharsets.UTF_8), problems);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<ArticleParser.Parsed> parsed = new ArrayList<>();
        for (ArticleText text : texts()) {
            ArticleParser.parse(text, problems).ifPresent(parsed::add);
        }
        new Lint(parsed, links, today, problems).run();
        List<Article> articles =
                parsed.stream().map(ArticleParser.Parsed::article).toList();
        List<Problem> sorted = problems.stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
                .toList();
        return new Loaded(new KnowledgeBase(articles, links), sorted);
    }

    /**
     * The files behind the articles as they are now.
     *
     * @throws UncheckedIOException when a source cannot be read
     */
    public List<ArticleText> texts() {
        return sources.stream().flatMap(source -> source.read().stream()).toList();
    }

    /** Changes whenever {@link #load} would read something else. */
    public String stamp() {
        StringBuilder stamp = new StringBuilder();
        try {
            if (catalogue != null && Files.exists(catalogue)) {
                stamp.append(Files.getLastModifiedTime(catalogue)).append(Files.size(catalogue));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sources.forEach(source -> stamp.append(source.stamp()));
        return stamp.toString();
    }
}
