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
     * @param catalogue the file of links, which need not exist; or null where articles come without one
     */
    public KnowledgeLoader(List<ArticleSource> sources, @Nullable Path catalogue) {
        this.sources = List.copyOf(sources);
        this.catalogue = catalogue;
    }

    /** Reads articles that come without a catalogue of links. */
    public KnowledgeLoader(List<ArticleSource> sources) {
        this(sources, null);
    }

    /** The same with one more source, for what is not among the files, or not yet. */
    public KnowledgeLoader with(ArticleSource source) {
        List<ArticleSource> all = new ArrayList<>(sources);
        all.add(source);
        return new KnowledgeLoader(all, catalogue);
    }

    /**
     * What was read.
     *
     * @param base what is served
     * @param drafts what is not served
     * @param problems by file and line, those of drafts among them
     */
    public record Loaded(KnowledgeBase base, List<Article> drafts, List<Problem> problems) {
        public Loaded {
            drafts = List.copyOf(drafts);
            problems = List.copyOf(problems);
        }

        /** What was read, without any draft. */
        public Loaded(KnowledgeBase base, List<Problem> problems) {
            this(base, List.of(), problems);
        }

        /** What a draft still lacks: nothing that is served is wrong because of it. */
        public List<Problem> problemsOfDrafts() {
            return problems.stream().filter(this::isOfDraft).toList();
        }

        /** What is wrong with what is served, and what cannot be read at all. */
        public List<Problem> problemsOfServed() {
            return problems.stream().filter(problem -> !isOfDraft(problem)).toList();
        }

        private boolean isOfDraft(Problem problem) {
            return !problem.fatal()
                    && drafts.stream().anyMatch(draft -> draft.origin().equals(problem.file()));
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
        return load(texts(), today);
    }

    private Loaded load(List<ArticleText> texts, LocalDate today) {
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
        for (ArticleText text : texts) {
            ArticleParser.parse(text, problems).ifPresent(parsed::add);
        }
        new Lint(parsed, links, today, problems).run();
        List<Article> articles =
                parsed.stream().map(ArticleParser.Parsed::article).toList();
        List<Problem> sorted = problems.stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
                .toList();
        return new Loaded(
                new KnowledgeBase(articles, links),
                articles.stream().filter(article -> !article.live()).toList(),
                sorted);
    }

    /**
     * Reads everything as it would be with another file in the place of the one of its name, or besides.
     *
     * @throws UncheckedIOException when a source cannot be read
     */
    public Loaded loadWith(ArticleText other, LocalDate today) {
        List<ArticleText> texts = new ArrayList<>(texts());
        texts.removeIf(text -> text.origin().equals(other.origin()));
        texts.add(other);
        return load(texts, today);
    }

    /**
     * The files behind the articles as they are now.
     *
     * @throws UncheckedIOException when a source cannot be read
     */
    public List<ArticleText> texts() {
        return sources.stream().flatMap(source -> source.read().stream()).toList();
    }

    /**
     * Tells what {@link #load} would read from anything else, whenever it was written.
     *
     * @throws UncheckedIOException when a source cannot be read
     */
    String contents() {
        try {
            String links = catalogue != null && Files.exists(catalogue)
                    ? new String(Files.readAllBytes(catalogue), StandardCharsets.UTF_8)
                    : "";
            return Integer.toHexString(links.hashCode()) + " " + Integer.toHexString(texts().hashCode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes whenever {@link #load} would read something else, and sometimes when it would not. */
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
