package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands offer of the knowledge that comes with the program. */
class CompletionsTest {
    private static final int MOST = 25;
    private static final KnowledgeBase BASE = new KnowledgeLoader(
                    List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml"))
            .load(LocalDate.of(2026, 11, 21))
            .base();

    private static List<String> complete(String command, String typed) {
        return new Completions(() -> BASE)
                .complete(command, typed).stream().map(Suggestion::question).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "role, mle, ML engineer",
        "role, machine learning eng, ML engineer",
        "role, mlo, MLOps engineer",
        "role, data sc, data scientist",
        "role, data scinetist, data scientist",
        "duty, etl, data pipelines",
        "duty, overfiting, generalisation",
        "skill, pyt, Python",
        "skill, pyhton, Python",
        "skill, sql, SQL",
        "skill, docker, containers",
        "compare, ai eng, AI engineer",
        "compare, pyth, Python",
        "resources, statistcs, statistics"
    })
    void whatIsTypedIsCompletedToANameAsItIsWritten(String command, String typed, String first) {
        assertThat(complete(command, typed)).first().asString().isEqualToIgnoringCase(first);
    }

    @ParameterizedTest
    @CsvSource({
        "role, mle, ML engineer",
        "role, mlo, MLOps engineer",
        "role, data e, data engineer",
        "skill, sql, SQL",
        "skill, pyt, Python",
        "skill, ml lib, ML libraries",
        "skill, mlops, MLOps practice",
        "skill, numpy, pandas and NumPy"
    })
    void namesAreWrittenAsTheirArticlesWriteThem(String command, String typed, String first) {
        assertThat(complete(command, typed)).first().isEqualTo(first);
    }

    @Test
    void whereNothingIsTypedEveryRoleAndEveryDutyIsOffered() {
        assertThat(complete("role", "")).hasSize(BASE.map().roles().size()).contains("ML engineer", "data engineer");
        assertThat(complete("duty", "")).hasSize(BASE.map().duties().size()).contains("data pipelines");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ROLE", "DUTY", "SKILL"})
    void whateverIsOfferedIsFoundAgainWhenItIsTyped(Kind kind) {
        String command = kind.name().toLowerCase(Locale.ROOT);
        assertThat(BASE.articles().stream()
                        .filter(article -> article.kind() == kind)
                        .map(Completions::name))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(complete(command, name)).first().isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "duty", "skill", "compare", "resources"})
    void neverMoreThanDiscordTakesNothingTwiceAndNothingOfACrisis(String command) {
        for (String typed : List.of("", "a", "e", "ml", "data", "zzzz", "crisis", "in crisis", "🐍", "x".repeat(500))) {
            assertThat(complete(command, typed))
                    .as(typed)
                    .hasSizeLessThanOrEqualTo(MOST)
                    .doesNotHaveDuplicates()
                    .doesNotContain("in crisis");
        }
    }

    @Test
    void aCommandOffersOnlyWhatItIsAbout() {
        assertThat(complete("role", "python")).isEmpty();
        assertThat(complete("skill", "data engineer")).doesNotContain("data engineer");
        assertThat(complete("compare", "data engineer")).contains("data engineer");
    }

    @Test
    void forResourcesOnlyWhatCanBeLearntAndHasSomeIsOffered() {
        List<String> withSome = BASE.articles().stream()
                .filter(article -> article.kind() == Kind.SKILL || article.kind() == Kind.DUTY)
                .filter(article -> !article.resources().isEmpty())
                .map(Completions::name)
                .toList();
        assertThat(withSome).isNotEmpty();
        for (String typed : List.of("", "a", "s", "learn", "python")) {
            assertThat(withSome).containsAll(complete("resources", typed));
        }
    }

    @Test
    void whatIsReadAnewIsOfferedFromThenOn() {
        AtomicReference<KnowledgeBase> base = new AtomicReference<>(KnowledgeBase.EMPTY);
        Completions completions = new Completions(base::get);
        assertThat(completions.complete("skill", "py")).isEmpty();
        base.set(BASE);
        assertThat(completions.complete("skill", "py")).isNotEmpty();
    }
}
