package io.github.mlmentor.retrieval;

import io.github.mlmentor.knowledge.ArticleSource;
import io.github.mlmentor.knowledge.ArticleText;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.knowledge.Profile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Articles that were never on a disk, for tests that need a handful of them. */
public final class FakeArticles implements ArticleSource {
    private static final Path NO_CATALOGUE = Path.of("no-such-catalogue.yaml");

    private List<String> texts;
    private int edition;

    public FakeArticles(String... texts) {
        this.texts = List.of(texts);
    }

    /** One article as a curator writes it; {@code fields} are further lines of front matter. */
    public static String article(String id, String title, String shortAnswer, String fields, String body) {
        StringBuilder text = new StringBuilder("---\nid: " + id + "\ntitle: \"" + title + "\"\n");
        if (!shortAnswer.isEmpty()) {
            text.append("short: \"").append(shortAnswer).append("\"\n");
        }
        return text.append(fields).append("\n---\n").append(body).toString();
    }

    /** The knowledge that these articles are, without a catalogue of links. */
    public static KnowledgeBase base(String... texts) {
        return base(NO_CATALOGUE, texts);
    }

    /** The knowledge that these articles are, with a catalogue of links. */
    public static KnowledgeBase base(Path catalogue, String... texts) {
        return new KnowledgeLoader(List.of(new FakeArticles(texts)), catalogue)
                .load(LocalDate.of(2026, 11, 21))
                .base();
    }

    /** A library that notices {@link #replace} when it is refreshed. */
    Library library() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
        return new Library(new KnowledgeLoader(List.of(this), NO_CATALOGUE), clock);
    }

    void replace(String... replaced) {
        texts = List.of(replaced);
        edition++;
    }

    @Override
    public String stamp() {
        return "edition " + edition;
    }

    @Override
    public List<ArticleText> read() {
        List<ArticleText> read = new ArrayList<>();
        for (String text : texts) {
            read.add(new ArticleText("article " + read.size(), Profile.FOREIGN, text));
        }
        return read;
    }
}
