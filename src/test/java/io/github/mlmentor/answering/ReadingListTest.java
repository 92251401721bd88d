package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.FakeArticles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingListTest {
    @TempDir
    private Path folder;

    private KnowledgeBase base = KnowledgeBase.EMPTY;

    private static String resource(String id, String kind, String level, String cost) {
        return """
                - id: %s
                  title: The %s
                  url: https://%s.example.org/
                  kind: %s
                  level: %s
                  cost: %s
                  topics: [docker]
                  about: About %s.
                  reviewed: 2026-11-21
                """.formatted(id, id, id, kind, level, cost, id);
    }

    @BeforeEach
    void readTheCatalogue() throws IOException {
        Path catalogue = Files.writeString(
                folder.resolve("resources.yaml"),
                resource("handbook", "book", "intermediate", "paid")
                        + resource("lectures", "course", "intermediate", "paid")
                        + resource("manual", "docs", "intermediate", "free")
                        + resource("primer", "book", "beginner", "free")
                        + resource("deep-dive", "paper", "advanced", "free")
                        + resource("clips", "video", "beginner", "free")
                        + resource("club", "community", "beginner", "free"));
        base = FakeArticles.base(
                catalogue,
                FakeArticles.article(
                        "docker",
                        "What is Docker?",
                        "It packs.",
                        "resources: [handbook, lectures, manual, primer, deep-dive, clips, gone]",
                        "Text."),
                FakeArticles.article("other", "Other", "Else.", "resources: [club, handbook]", "Text."),
                FakeArticles.article("bare", "Bare", "Nothing.", "", "Text."));
    }

    private List<String> choose(String question, String... articles) {
        List<Article> cited = List.of(articles).stream()
                .map(id -> base.article(id).orElseThrow())
                .toList();
        return ReadingList.choose(question, cited, base).stream()
                .map(Reading::id)
                .toList();
    }

    @Test
    void withoutAWishTheArticlesOwnOrderCounts() {
        assertThat(choose("what is it good at", "docker")).containsExactly("handbook", "lectures", "manual");
    }

    @Test
    void neverMoreThanFour() {
        assertThat(choose("what is it good at", "docker", "other"))
                .hasSizeBetween(2, 4)
                .startsWith("handbook");
    }

    @Test
    void aBeginnerGetsNothingAdvanced() {
        assertThat(choose("i am a complete beginner, where do i start", "docker"))
                .contains("primer")
                .doesNotContain("deep-dive");
    }

    @Test
    void anExperiencedPersonGetsTheAdvancedOne() {
        assertThat(choose("i am a senior engineer and want a deep dive", "docker"))
                .contains("deep-dive")
                .doesNotContain("primer", "clips");
    }

    @Test
    void whoHasNoMoneyGetsWhatIsFree() {
        assertThat(choose("i can't afford a course, what is free", "docker"))
                .doesNotContain("handbook")
                .hasSize(3);
        assertThat(choose("i can’t afford much", "docker"))
                .as("as phones write it")
                .doesNotContain("handbook");
        assertThat(choose("any free resources", "docker")).doesNotContain("handbook", "lectures");
    }

    @Test
    void theWantedKindComesFirst() {
        assertThat(choose("is there a good video", "docker")).startsWith("clips");
        assertThat(choose("which book", "docker").subList(0, 2)).containsExactlyInAnyOrder("handbook", "primer");
        assertThat(choose("which paper", "docker")).startsWith("deep-dive");
        assertThat(choose("where do i find the documentation", "docker")).startsWith("manual");
        assertThat(choose("is there a community for it", "docker", "other")).startsWith("club");
    }

    @Test
    void theMoreImportantArticleCountsMore() {
        assertThat(choose("what is it", "other", "docker")).startsWith("club");
        assertThat(choose("what is it", "docker", "other")).startsWith("handbook");
    }

    @Test
    void whatIsNotInTheCatalogueIsNotRecommended() {
        assertThat(choose("anything", "docker", "other")).doesNotContain("gone");
        assertThat(choose("anything", "bare")).isEmpty();
        assertThat(ReadingList.choose("anything", List.of(), base)).isEmpty();
    }

    @Test
    void aResourceOfTwoArticlesStandsOnce() {
        assertThat(choose("what is it", "docker", "other")).doesNotHaveDuplicates();
    }
}
