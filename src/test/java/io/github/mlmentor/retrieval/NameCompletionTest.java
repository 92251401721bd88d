package io.github.mlmentor.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.knowledge.Article;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is offered while somebody types a name. */
class NameCompletionTest {
    private static final Collection<Article> ARTICLES = FakeArticles.base(
                    skill("python", "How much Python?", "aliases: [py, python3]"),
                    skill("sql", "Do I need SQL?", ""),
                    skill("machine-learning", "What is machine learning?", "aliases: [ML]"),
                    skill("deep-learning", "What is deep learning?", "aliases: [neural networks]"),
                    skill("containers", "What are containers?", "aliases: [docker, kubernetes]"),
                    skill("notebooks", "Why not notebooks?", ""))
            .articles();

    private static String skill(String id, String title, String fields) {
        return FakeArticles.article(id, title, "Yes.", "kind: skill\n" + fields, "Text.");
    }

    private static List<String> best(String typed) {
        return ids(NameCompletion.best(typed, ARTICLES, 25));
    }

    private static List<String> ids(List<Article> articles) {
        return articles.stream().map(Article::id).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void whereNothingIsTypedAllAreMeantInTheOrderOfTheirNames(String nothing) {
        assertThat(best(nothing))
                .containsExactly("containers", "deep-learning", "machine-learning", "notebooks", "python", "sql");
    }

    @Test
    void whatSomethingIsCalledComesBeforeWhatSomethingElseIsAlsoKnownBy() {
        Collection<Article> articles = FakeArticles.base(
                        skill("libraries", "Libraries", "aliases: [pytorch]"), skill("python", "Python", ""))
                .articles();
        assertThat(ids(NameCompletion.best("pyt", articles, 25))).containsExactly("python", "libraries");
        assertThat(ids(NameCompletion.best("pytorch", articles, 25))).first().isEqualTo("libraries");
    }

    @Test
    void noMoreAreOfferedThanAreWanted() {
        assertThat(ids(NameCompletion.best("", ARTICLES, 2))).containsExactly("containers", "deep-learning");
        assertThat(NameCompletion.best("learning", ARTICLES, 1)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "python, python",
        "PyThOn, python",
        "  python  , python",
        "py, python",
        "pyth, python",
        "dock, containers",
        "machine-l, machine-learning",
        "machine l, machine-learning",
        "need sql, sql",
        "networks, deep-learning"
    })
    void aNameIsFoundByItsBeginningAndByTheBeginningOfEachOfItsWords(String typed, String first) {
        assertThat(best(typed)).first().isEqualTo(first);
    }

    @Test
    void theWholeNameComesBeforeABeginningAndThatBeforeAWordAndThatBeforeAPiece() {
        Collection<Article> articles = FakeArticles.base(
                        skill("html", "Markup", ""),
                        skill("applied-ml", "Applied", ""),
                        skill("mlops", "Operations", ""),
                        skill("theory", "Models", "aliases: [ml]"))
                .articles();
        assertThat(ids(NameCompletion.best("ml", articles, 25)))
                .containsExactly("theory", "mlops", "applied-ml", "html");
    }

    @ParameterizedTest
    @CsvSource({
        "pyhton, python",
        "pythn, python",
        "pytohn, python",
        "pithon, python",
        "sqk, sql",
        "dokcer, containers",
        "kuberntees, containers",
        "cubernetis, containers",
        "machien learnig, machine-learning",
        "nueral net, deep-learning",
        "noteboks, notebooks"
    })
    void aMistakeOrTwoAreNoObstacle(String typed, String first) {
        assertThat(best(typed)).first().isEqualTo(first);
    }

    @Test
    void whatIsWrittenRightComesBeforeWhatIsMeantByMistake() {
        Collection<Article> articles = FakeArticles.base(skill("latent", "A", ""), skill("patent", "B", ""))
                .articles();
        assertThat(ids(NameCompletion.best("patent", articles, 25))).containsExactly("patent", "latent");
        assertThat(ids(NameCompletion.best("ratent", articles, 25))).containsExactly("latent", "patent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sz", "xyz", "gardening", "pxxxon", "kbrnts", "🐍"})
    void whatIsNobodysNameFindsNothing(String typed) {
        assertThat(best(typed)).isEmpty();
    }

    @Test
    void whatNoNameCanBeginWithIsNotLookedFor() {
        assertThat(best("python".repeat(20))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "py\uDC0D", "(", "[a-z]*", "\\", "%", "İstanbul", "a\u0000b", "パイソン", "🐍🐍🐍🐍"})
    void nothingThatCanBeTypedBreaksIt(String typed) {
        List<Article> all = new ArrayList<>(ARTICLES);
        assertThat(all).containsAll(NameCompletion.best(typed, ARTICLES, 25));
    }

    @Test
    void anArticleThatIsThereTwiceIsOfferedOnce() {
        List<Article> twice = new ArrayList<>(ARTICLES);
        twice.addAll(ARTICLES);
        assertThat(ids(NameCompletion.best("learning", twice, 25)))
                .containsExactlyInAnyOrder("deep-learning", "machine-learning");
    }
}
