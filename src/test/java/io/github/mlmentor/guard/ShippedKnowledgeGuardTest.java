package io.github.mlmentor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.Candidate;
import io.github.mlmentor.answering.Guard;
import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.knowledge.Section;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedKnowledgeGuardTest {
    @Test
    void theGuardsHaveNothingToSayAgainstOurOwnArticles() {
        KnowledgeBase base = new KnowledgeLoader(
                        List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml"))
                .load(LocalDate.of(2026, 11, 21))
                .base();
        List<Guard> guards = List.of(new LinkGuard(), new MentionGuard(), new LengthGuard(6_000));

        assertThat(base.articles()).isNotEmpty();
        for (Article article : base.articles()) {
            Document whole = Document.of(article.title(), article.shortAnswer());
            for (Section section : article.sections()) {
                Candidate candidate =
                        new Candidate(whole.plus(section.body()), Evidence.none(Query.of("")), base, false);
                for (Guard guard : guards) {
                    assertThat(guard.check(candidate))
                            .as(article.id() + " > " + section.heading())
                            .isEqualTo(new Verdict.Accepted());
                }
            }
        }
    }
}
