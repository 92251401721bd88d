package io.github.mlmentor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.markdown.MarkdownReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The articles and links that come with the program. */
class ShippedKnowledgeTest {
    private static final Path CONFIG = Path.of("config");

    private static KnowledgeLoader.Loaded loaded = new KnowledgeLoader.Loaded(KnowledgeBase.EMPTY, List.of());

    @BeforeAll
    static void load() {
        // On the day of their review: that time passes is for lint to say, not for the build.
        loaded = new KnowledgeLoader(
                        List.of(MarkdownFolder.curated(CONFIG.resolve("knowledge"))), CONFIG.resolve("resources.yaml"))
                .load(KnowledgeFiles.TODAY);
    }

    @Test
    void lintFindsNoProblem() {
        assertThat(loaded.problems()).isEmpty();
    }

    @Test
    void thereIsAnArticleOfEveryKindAndAResourceOfEveryLevel() {
        assertThat(loaded.base().articles().stream().map(Article::kind).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Kind.values());
        assertThat(loaded.base().catalogue().all().stream().map(Resource::level).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("beginner", "intermediate", "advanced");
    }

    @Test
    void everyFileHasTheNameOfItsArticle() {
        assertThat(loaded.base().articles())
                .isNotEmpty()
                .allSatisfy(article -> assertThat(article.origin()).endsWith("/" + article.id() + ".md"));
    }

    @Test
    void theMapHasNoLooseEnd() {
        WorkMap map = loaded.base().map();

        assertThat(map.roles()).isNotEmpty().allSatisfy(role -> {
            assertThat(map.dutiesOf(role.id())).isNotEmpty().hasSameSizeAs(role.duties());
            assertThat(map.skillsOf(role.id())).isNotEmpty().hasSameSizeAs(role.skills());
        });
        assertThat(map.duties())
                .isNotEmpty()
                .allSatisfy(
                        duty -> assertThat(map.skillsOf(duty.id())).isNotEmpty().hasSameSizeAs(duty.skills()));
        assertThat(map.skills())
                .isNotEmpty()
                .allSatisfy(skill -> assertThat(map.prerequisitesOf(skill.id())).hasSameSizeAs(skill.prerequisites()));
    }

    @Test
    void noSkillIsItsOwnPrerequisiteInARoundaboutWay() {
        WorkMap map = loaded.base().map();
        for (Article skill : map.skills()) {
            List<String> before = new ArrayList<>(skill.prerequisites());
            for (int i = 0; i < before.size(); i++) {
                map.prerequisitesOf(before.get(i)).stream()
                        .map(Article::id)
                        .filter(id -> !before.contains(id))
                        .forEach(before::add);
            }
            assertThat(before).doesNotContain(skill.id());
        }
    }

    @Test
    void everyPassageFits() {
        assertThat(loaded.base().passages())
                .hasSizeGreaterThan(500)
                .allMatch(passage -> passage.text().length() <= Passage.LIMIT)
                .noneMatch(passage -> passage.text().isBlank());
    }

    @Test
    void theExampleInTheDescriptionOfTheSchemaFollowsIt() throws IOException {
        String readme = Files.readString(CONFIG.resolve("knowledge/README.md"));
        String example = MarkdownReader.read(readme).blocks().stream()
                .flatMap(block ->
                        block instanceof Block.Code code && code.language().equals("markdown")
                                ? Stream.of(code.text())
                                : Stream.empty())
                .findFirst()
                .orElseThrow();
        List<Problem> problems = new ArrayList<>();
        ArticleParser.Parsed parsed = ArticleParser.parse(
                        new ArticleText("example.md", Profile.CURATED, example), problems)
                .orElseThrow();
        new Lint(List.of(parsed), Catalogue.EMPTY, KnowledgeFiles.TODAY, problems).run();

        // Alone, it refers to articles and resources that are elsewhere.
        assertThat(problems).extracting(Problem::rule).containsOnly("dangling-reference");
        for (String field : ArticleParser.FIELDS) {
            assertThat(readme).contains("`" + field + "`");
        }
        assertThat(Set.of(Kind.values())).allSatisfy(kind -> assertThat(readme).contains("`" + kind.code() + "`"));
    }
}
