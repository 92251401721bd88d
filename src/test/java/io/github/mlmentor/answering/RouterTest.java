package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private final Router router = new Router(new Phrases());

    private Route route(String text) {
        return router.route(Question.of(text));
    }

    private Reply atOnce(String text) {
        assertThat(route(text)).isInstanceOf(Route.AtOnce.class);
        return ((Route.AtOnce) route(text)).reply();
    }

    private Reply.Declined declined(String text) {
        assertThat(atOnce(text)).isInstanceOf(Reply.Declined.class);
        return (Reply.Declined) atOnce(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "?", "...", "🤖", "\n\t", "\u200b", "!?!?"})
    void whereThereIsNoWordThereIsNoQuestion(String text) {
        assertThat(declined(text).reason()).isEqualTo(Reason.EMPTY);
    }

    @Test
    void aQuestionHasALongestLength() {
        String question = "what is docker ";
        String longest = question.repeat(300).substring(0, Question.LIMIT - 1) + "?";

        assertThat(route(longest)).isInstanceOf(Route.Knowledge.class);
        assertThat(route(longest + "   ")).as("spaces do not count").isInstanceOf(Route.Knowledge.class);
        assertThat(declined(longest + "?").reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(declined(longest + "?").body().plainText()).contains("3,001", "3,000");
    }

    @Test
    void aCrisisIsSeenBeforeAnythingElse() {
        Reply.Declined declined = declined("thanks. is 85k fair? anyway, i want to kill myself");

        assertThat(declined.reason()).isEqualTo(Reason.CRISIS);
        assertThat(declined.body().plainText()).contains("116 123", "988", "emergency");
        assertThat(declined("I lost my job. ".repeat(300) + "I want to kill myself")
                        .reason())
                .as("whoever writes much needs help too")
                .isEqualTo(Reason.CRISIS);
    }

    @Test
    void aPersonalCaseIsDeclinedWithAPointerThatFitsIt() {
        assertThat(declined("is my offer of 85k fair").reason()).isEqualTo(Reason.SENSITIVE);
        assertThat(declined("is my offer of 85k fair").body().plainText()).contains("pay");
        assertThat(declined("can i sue my employer").body().plainText()).contains("lawyer");
        assertThat(declined("will my visa be denied").body().plainText()).contains("immigration");
        assertThat(declined("should i stop my antidepressants").body().plainText())
                .contains("doctor");
    }

    @Test
    void smallTalkIsAnsweredWithoutSources() {
        assertThat(atOnce("hi")).isInstanceOfSatisfying(Reply.Answer.class, answer -> {
            assertThat(answer.sources()).isEmpty();
            assertThat(answer.suggestions()).isNotEmpty();
        });
        for (String text :
                List.of("thanks", "bye", "who are you", "can i talk to a human", "do you store my messages")) {
            assertThat(atOnce(text)).as(text).isInstanceOf(Reply.Answer.class);
            assertThat(atOnce(text).body().isEmpty()).isFalse();
        }
    }

    @Test
    void anotherLanguageIsNotGuessedAt() {
        assertThat(atOnce("Was macht ein ML Engineer eigentlich den ganzen Tag?"))
                .isInstanceOfSatisfying(Reply.NotFound.class, notFound -> {
                    assertThat(notFound.reason()).isEqualTo(Reason.LANGUAGE);
                    assertThat(notFound.body().plainText()).contains("German");
                });
    }

    @Test
    void aQuestionGoesToTheKnowledge() {
        assertThat(route("What is Docker?")).isInstanceOf(Route.Knowledge.class);
        assertThat(route("hi, what is docker?")).isInstanceOf(Route.Knowledge.class);
        assertThat(route("c")).isInstanceOf(Route.Knowledge.class);
    }

    @Test
    void whatOurArticlesSayTheyAnswerReachesThem() {
        KnowledgeBase base = new KnowledgeLoader(
                        List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml"))
                .load(LocalDate.of(2026, 11, 21))
                .base();

        List<Article> answering = base.articles().stream()
                .filter(article -> !Crisis.isCrisisArticle(article))
                .toList();
        assertThat(answering).isNotEmpty();
        for (Article article : answering) {
            assertThat(route(article.title())).as(article.title()).isInstanceOf(Route.Knowledge.class);
            for (String ask : article.asks()) {
                assertThat(route(ask)).as(article.id() + ": " + ask).isInstanceOf(Route.Knowledge.class);
            }
        }
    }
}
