package io.github.mlmentor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a knowledge base serves, and the map of the work in it. */
class WorkMapTest {
    @TempDir
    private Path root;

    private KnowledgeFiles files;

    @BeforeEach
    void aSmallMap() {
        files = new KnowledgeFiles(root);
        files.write(
                "1.md", node("ml-engineer", "role", "aliases: [MLE]\nduties: [serve, build]\nskills: [sql, python]"));
        files.write("2.md", node("build", "duty", "skills: [python, no-such-skill]"));
        files.write("3.md", node("serve", "duty", "skills: [sql]"));
        files.write("4.md", node("python", "skill", "prerequisites: [sql]"));
        files.write("5.md", node("sql", "skill", "prerequisites: [python]"));
        files.write("6.md", node("day-in-the-life", "practice", "duties: [build]"));
        files.write("7.md", node("secret-role", "role", "status: draft"));
    }

    @Test
    void rolesDutiesAndSkillsAreListedInServingOrder() {
        assertThat(ids(map().roles())).containsExactly("ml-engineer");
        assertThat(ids(map().duties())).containsExactly("build", "serve");
        assertThat(ids(map().skills())).containsExactly("python", "sql");
        assertThat(ids(map().nodes().toList())).containsExactly("ml-engineer", "build", "serve", "python", "sql");
    }

    @Test
    void referencesAreFollowedInTheOrderInWhichTheyAreNamed() {
        assertThat(ids(map().dutiesOf("ml-engineer"))).containsExactly("serve", "build");
        assertThat(ids(map().skillsOf("ml-engineer"))).containsExactly("sql", "python");
        assertThat(ids(map().skillsOf("serve"))).containsExactly("sql");
    }

    @Test
    void whatDoesNotExistIsLeftOut() {
        assertThat(ids(map().skillsOf("build"))).containsExactly("python");
        assertThat(map().dutiesOf("nobody")).isEmpty();
        assertThat(map().skillsOf("nothing")).isEmpty();
        assertThat(map().prerequisitesOf("nothing")).isEmpty();
    }

    @Test
    void skillsThatNeedEachOtherAreNoTrap() {
        assertThat(ids(map().prerequisitesOf("python"))).containsExactly("sql");
        assertThat(ids(map().prerequisitesOf("sql"))).containsExactly("python");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ml-engineer", "ML Engineer", " mle ", "the ML-ENGINEER"})
    void aNodeGoesByItsIdTitleAndAliases(String name) {
        assertThat(map().named(name).map(Article::id)).contains("ml-engineer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "engineer", "day-in-the-life", "secret-role"})
    void otherNamesAndOtherKindsOfArticlesAreNoNodes(String name) {
        assertThat(map().named(name)).isEmpty();
    }

    @Test
    void draftsAreNeverServed() {
        KnowledgeBase base = files.base();

        assertThat(base.article("secret-role")).isEmpty();
        assertThat(base.articles()).extracting(Article::id).doesNotContain("secret-role");
        assertThat(base.passages()).extracting(Passage::article).doesNotContain("secret-role");
    }

    @Test
    void theFirstOfTwoArticlesWithOneIdIsServed() {
        files.write("8.md", node("sql", "role", "author: second"));

        assertThat(files.base().article("sql").orElseThrow().kind()).isEqualTo(Kind.SKILL);
        assertThat(files.base().articles()).hasSize(6);
    }

    @Test
    void passagesFollowTheOrderOfTheArticles() {
        assertThat(files.base().passages())
                .extracting(Passage::article)
                .containsExactly("ml-engineer", "build", "serve", "python", "sql", "day-in-the-life");
    }

    @Test
    void nobodyCanChangeABase() {
        KnowledgeBase base = files.base();

        assertThatThrownBy(() -> base.articles().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> base.passages().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> base.articles().iterator().next().levels().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private WorkMap map() {
        return files.base().map();
    }

    private static String node(String id, String kind, String fields) {
        return "---\nid: " + id + "\ntitle: The " + id + "\nkind: " + kind + "\n" + fields + "\n---\n";
    }

    private static List<String> ids(List<Article> articles) {
        return articles.stream().map(Article::id).toList();
    }
}
