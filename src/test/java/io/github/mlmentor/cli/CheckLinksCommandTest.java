package io.github.mlmentor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.curation.LinkChecker;
import io.github.mlmentor.curation.LinkResult;
import io.github.mlmentor.curation.LinkResult.State;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.knowledge.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How what became of links is reported. */
class CheckLinksCommandTest {
    @TempDir
    Path folder;

    private KnowledgeBase base = KnowledgeBase.EMPTY;
    private LinkChecker.Report report = new LinkChecker.Report(List.of(), false);

    @BeforeEach
    void find() throws IOException {
        Files.writeString(folder.resolve("sql.md"), "---\nid: sql\ntitle: SQL\nresources: [gone]\n---\n");
        base = new KnowledgeLoader(List.of(MarkdownFolder.curated(folder)), folder.resolve("resources.yaml"))
                .load(LocalDate.of(2026, 11, 21))
                .base();
        report = new LinkChecker.Report(
                List.of(
                        new LinkResult(link("fine", 1), State.OK, "", ""),
                        new LinkResult(link("shy", 2), State.UNCHECKED, "refused to this program (403)", ""),
                        new LinkResult(link("moved", 3), State.MOVED, "a note", "https://example.org/new"),
                        new LinkResult(link("gone", 4), State.DEAD, "not found (404)", ""),
                        new LinkResult(link("unused", 5), State.DEAD, "gone (410)", "")),
                false);
    }

    @Test
    void deadLinksStandFirstWithThePlaceAndTheArticlesThatNameThem() {
        assertThat(CheckLinksCommand.text(base, report).lines())
                .containsExactly(
                        "resources.yaml:4: [dead] gone https://example.org/gone: not found (404); replace it or remove it"
                                + " from sql",
                        "resources.yaml:5: [dead] unused https://example.org/unused: gone (410); replace it or remove it"
                                + " from the catalogue",
                        "resources.yaml:3: [moved] moved https://example.org/moved: now at https://example.org/new (a"
                                + " note); change url",
                        "resources.yaml:2: [unchecked] shy https://example.org/shy: refused to this program (403)",
                        "5 links: 1 well, 2 dead, 1 moved, 0 redirected for now, 1 could not be checked");
    }

    @Test
    void forScriptsItIsOneObject() throws IOException {
        JsonNode json = new ObjectMapper().readTree(CheckLinksCommand.json(base, report.results()));

        assertThat(json.path("links").asInt()).isEqualTo(5);
        assertThat(json.path("dead").asInt()).isEqualTo(2);
        assertThat(json.at("/results/3/articles/0").asText()).isEqualTo("sql");
        assertThat(json.at("/results/2/address").asText()).isEqualTo("https://example.org/new");
    }

    private static Resource link(String id, int line) {
        return new Resource(
                id, "Title", "https://example.org/" + id, "docs", "beginner", "free", 0, List.of(), "", null, line);
    }
}
