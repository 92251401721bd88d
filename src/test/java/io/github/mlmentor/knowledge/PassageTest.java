package io.github.mlmentor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageTest {
    @Test
    void anArticleIsFoundByItsOverviewItsAsksAndItsSections() {
        List<Passage> passages = passages("""
                ---
                id: x
                title: The Thing
                aliases: [TT, it]
                asks: [what is it, why]
                short: The answer.
                ---
                Before.

                ## Heading

                First.

                Second.
                """);

        assertThat(passages)
                .containsExactly(
                        new Passage("x", Passage.Part.OVERVIEW, "The Thing", "The Thing (TT, it)\nThe answer."),
                        new Passage("x", Passage.Part.ASK, "The Thing", "what is it"),
                        new Passage("x", Passage.Part.ASK, "The Thing", "why"),
                        new Passage("x", Passage.Part.SECTION, "", "The Thing\nBefore."),
                        new Passage("x", Passage.Part.SECTION, "Heading", "The Thing > Heading\nFirst.\nSecond."));
    }

    @Test
    void aLongSectionIsDividedBetweenItsBlocks() {
        String block = "word ".repeat(80).strip();
        List<Passage> passages = sections("## H\n\n" + block + "\n\n" + block + "\n\n" + block + "\n");

        assertThat(passages)
                .extracting(Passage::text)
                .containsExactly("T > H\n" + block + "\n" + block, "T > H\n" + block);
    }

    @Test
    void noWordOfALongBlockIsLost() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            words.append("w").append(i).append(' ');
        }
        String text = words.toString().strip();

        List<Passage> passages = sections("## H\n\nBefore.\n\n" + text + "\n\nAfter.\n");

        assertThat(passages).allMatch(passage -> passage.text().length() <= Passage.LIMIT);
        StringBuilder together = new StringBuilder();
        passages.forEach(passage -> together.append(passage.text().substring("T > H\n".length())));
        assertThat(together).hasToString("Before." + text + "\nAfter.");
    }

    @Test
    void blocksOfEverySizeAroundTheLimitFit() {
        for (int size = Passage.LIMIT - 10; size <= Passage.LIMIT + 10; size++) {
            List<Passage> passages = sections("## H\n\n" + "x".repeat(size) + "\n\ny\n");

            assertThat(passages).allMatch(passage -> passage.text().length() <= Passage.LIMIT);
            assertThat(passages.stream()
                            .mapToLong(passage ->
                                    passage.text().chars().filter(c -> c == 'x').count())
                            .sum())
                    .isEqualTo(size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {290, 600, 880, 895, 899, 900, 901, 5_000})
    @Timeout(10)
    void aHeadingOfAnyLengthLeavesRoomForTheWords(int length) {
        List<Passage> passages = sections("## " + "h".repeat(length) + "\n\nThe words.\n\n" + "x".repeat(2_000) + "\n");

        assertThat(passages).isNotEmpty().allMatch(passage -> passage.text().length() <= Passage.LIMIT);
        assertThat(passages.get(0).text()).contains("The words.");
        assertThat(passages.get(0).heading()).hasSize(length);
    }

    @Test
    void aCutIsNeverInsideOfACharacter() {
        String emojis = "😀".repeat(2_000);
        for (String shift : List.of("", "x")) {
            List<Passage> passages = passages("---\nid: x\ntitle: " + shift + emojis + "\nasks: [" + shift + emojis
                    + "]\nshort: " + emojis + "\n---\n## " + shift + emojis + "\n\n" + shift + emojis + "\n");

            assertThat(passages).allSatisfy(passage -> {
                assertThat(passage.text().length()).isLessThanOrEqualTo(Passage.LIMIT);
                assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(passage.text()))
                        .isTrue();
            });
        }
    }

    @Test
    void noPassageIsEverOverTheLimit() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            StringBuilder body = new StringBuilder();
            for (int blocks = random.nextInt(8); blocks >= 0; blocks--) {
                body.append(random.nextInt(3) == 0 ? "## " : random.nextInt(3) == 0 ? "- " : "")
                        .append("word ".repeat(random.nextInt(random.nextInt(400) + 1)))
                        .append("\n\n");
            }
            String text = "---\nid: x\ntitle: T" + "t".repeat(random.nextInt(1_200)) + "\nasks: [a"
                    + "a".repeat(random.nextInt(1_200)) + "]\naliases: [b" + "b".repeat(random.nextInt(1_200))
                    + "]\nshort: s"
                    + "s".repeat(random.nextInt(1_200)) + "\n---\n" + body;

            assertThat(passages(text)).allSatisfy(passage -> {
                assertThat(passage.text().length()).isLessThanOrEqualTo(Passage.LIMIT);
                assertThat(passage.text()).isNotBlank();
            });
        }
    }

    @Test
    void aSectionWithoutWordsIsNoPassage() {
        assertThat(sections("## Empty\n\n## Full\n\nWords.\n"))
                .extracting(Passage::heading)
                .containsExactly("Full");
    }

    private static List<Passage> sections(String body) {
        return passages("---\nid: x\ntitle: T\n---\n" + body).stream()
                .filter(passage -> passage.part() == Passage.Part.SECTION)
                .toList();
    }

    private static List<Passage> passages(String markdown) {
        return ArticleParser.parse(new ArticleText("x.md", Profile.CURATED, markdown), new ArrayList<>())
                .map(parsed -> Passage.of(parsed.article()))
                .orElseThrow();
    }
}
