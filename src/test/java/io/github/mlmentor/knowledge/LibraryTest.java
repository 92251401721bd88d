package io.github.mlmentor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LibraryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final String GOOD = "---\nid: good\ntitle: Good\n---\n";
    private static final String OTHER = "---\nid: other\ntitle: Other\n---\n";
    private static final String BROKEN = "---\nid: good\ntitle: Good: bad\n---\n";

    @TempDir
    private Path root;

    private final ScriptedSource source = new ScriptedSource();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listenToTheLog() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    @Test
    void whatIsThereAtTheStartIsServedAtOnce() {
        Library library = library(GOOD);

        assertThat(titles(library)).containsExactly("Good");
        assertThat(library.isCurrent()).isTrue();
        assertThat(logged()).isEmpty();
    }

    @Test
    void aBrokenFileAtTheStartIsLeftOutAndReported() {
        Library library = library(GOOD, "no front matter");

        assertThat(titles(library)).containsExactly("Good");
        assertThat(library.problems())
                .filteredOn(Problem::fatal)
                .extracting(Problem::rule)
                .containsExactly("no-front-matter");
        assertThat(logged()).singleElement().asString().contains("Left out", "article-1.md:1", "[no-front-matter]");
    }

    @Test
    void aChangeIsServedAfterARefreshAndToldToEveryFollower() {
        Library library = library(GOOD);
        List<KnowledgeBase> told = new ArrayList<>();
        library.follow(told::add);
        assertThat(told).containsExactly(library.current());

        source.holds(GOOD, OTHER);
        assertThat(titles(library)).containsExactly("Good");
        library.refresh();

        assertThat(titles(library)).containsExactly("Good", "Other");
        assertThat(told).hasSize(2).last().isSameAs(library.current());
        assertThat(logged()).singleElement().asString().contains("2 articles");
    }

    @Test
    void nothingHappensWhileNothingChanges() {
        Library library = library(GOOD);
        KnowledgeBase before = library.current();
        List<KnowledgeBase> told = new ArrayList<>();
        library.follow(told::add);

        library.refresh();
        library.refresh();

        assertThat(library.current()).isSameAs(before);
        assertThat(told).hasSize(1);
    }

    @Test
    void aBrokenChangeLeavesTheLastGoodStateInServiceSaysSoAndRecovers() {
        Library library = library(GOOD);
        KnowledgeBase good = library.current();
        List<KnowledgeBase> told = new ArrayList<>();
        library.follow(told::add);

        source.holds(BROKEN, OTHER);
        library.refresh();

        assertThat(library.current()).isSameAs(good);
        assertThat(library.isCurrent()).isFalse();
        assertThat(told).hasSize(1);
        assertThat(library.problems())
                .filteredOn(Problem::fatal)
                .singleElement()
                .hasToString(
                        "article-0.md:3: [bad-yaml] mapping values are not allowed here; mend the YAML; quote texts"
                                + " that contain \": \"");
        assertThat(logged()).hasSize(2);
        assertThat(logged().get(0)).contains("last good state stays");
        assertThat(logged().get(1)).contains("article-0.md:3", "mend the YAML");

        source.holds(GOOD, OTHER);
        library.refresh();

        assertThat(titles(library)).containsExactly("Good", "Other");
        assertThat(library.isCurrent()).isTrue();
        assertThat(library.problems()).noneMatch(Problem::fatal);
        assertThat(told).hasSize(2);
    }

    @Test
    void aChangeBesideAFileThatWasBrokenFromTheStartIsNotTakenForTheServedState() {
        Library library = library(GOOD, "broken");

        source.holds(GOOD.replace("Good", "Better"), "broken");
        library.refresh();

        assertThat(titles(library)).containsExactly("Good");
        assertThat(library.isCurrent()).isFalse();
    }

    @Test
    void anEmptyLibraryIsNeverTakenOverAndSaysSo() {
        Library library = library(GOOD);

        source.holds();
        library.refresh();

        assertThat(titles(library)).containsExactly("Good");
        assertThat(library.isCurrent()).isFalse();
        assertThat(library.problems()).extracting(Problem::rule).containsExactly("no-article");

        source.holds(GOOD);
        library.refresh();

        assertThat(library.isCurrent()).isTrue();
        assertThat(library.problems()).extracting(Problem::rule).doesNotContain("no-article");
    }

    @Test
    void problemsThatAreNotFatalDoNotHoldAChangeBack() {
        Library library = library(GOOD);

        source.holds(OTHER.replace("title", "unknown: field\ntitle"));
        library.refresh();

        assertThat(titles(library)).containsExactly("Other");
        assertThat(library.problems()).extracting(Problem::rule).contains("unknown-field");
        assertThat(library.isCurrent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSourceThatCannotBeReachedIsSaidOnceAndTriedAgainUntilItCan(boolean withStamp) {
        Library library = library(GOOD);
        KnowledgeBase good = library.current();

        source.holds(GOOD, OTHER);
        source.failsWith("the disk is gone", withStamp);
        library.refresh();
        library.refresh();

        assertThat(library.current()).isSameAs(good);
        assertThat(library.isCurrent()).isFalse();
        assertThat(library.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("unreadable");
            assertThat(problem.message()).isEqualTo("the disk is gone");
        });
        assertThat(logged()).singleElement().asString().contains("the disk is gone", "last good state stays");

        source.failsWith("", false);
        library.refresh();

        assertThat(titles(library)).containsExactly("Good", "Other");
        assertThat(library.isCurrent()).isTrue();
        assertThat(library.problems()).extracting(Problem::rule).doesNotContain("unreadable");
    }

    @Test
    void aSourceThatComesBackUnchangedIsCurrentAgain() {
        Library library = library(GOOD);

        source.failsWith("the disk is gone", true);
        library.refresh();
        source.failsWith("", false);
        library.refresh();

        assertThat(library.isCurrent()).isTrue();
        assertThat(titles(library)).containsExactly("Good");
        assertThat(library.problems()).extracting(Problem::rule).doesNotContain("unreadable");
    }

    @Test
    void refreshingNeverThrowsAndGoesOnAfterABug() {
        Library library = library(GOOD);

        source.hasABug(true);
        library.refresh();
        assertThat(titles(library)).containsExactly("Good");
        assertThat(library.isCurrent()).isFalse();
        assertThat(logged()).singleElement().asString().contains("last good state stays");

        source.hasABug(false);
        source.holds(OTHER);
        library.refresh();
        assertThat(titles(library)).containsExactly("Other");
        assertThat(library.isCurrent()).isTrue();
    }

    @Test
    void aFollowerThatFailsKeepsTheChangeFromNobodyElse() {
        Library library = library(GOOD);
        List<KnowledgeBase> told = new ArrayList<>();
        boolean[] armed = {false};
        library.follow(base -> {
            if (armed[0]) {
                throw new IllegalStateException("cannot index");
            }
        });
        library.follow(told::add);

        armed[0] = true;
        source.holds(OTHER);
        library.refresh();

        assertThat(told).hasSize(2);
        assertThat(library.isCurrent()).isTrue();
    }

    @Test
    void aSourceThatCannotBeReachedAtTheStartIsAFailure() {
        source.failsWith("the disk is gone", true);

        assertThatThrownBy(() -> new Library(loader(), CLOCK))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the disk is gone");
    }

    @Test
    void savedFilesAreServedAndBrokenOnesAreNot() {
        KnowledgeFiles files = KnowledgeFiles.sound(root);
        Library library = new Library(files.loader(), CLOCK);
        assertThat(library.problems()).isEmpty();

        files.write(
                "sample.md", KnowledgeFiles.article("sample", "kind: practice", "roles: [a-role]", "aliases: [new]"));
        library.refresh();
        assertThat(library.current().article("sample").orElseThrow().aliases()).containsExactly("new");

        files.write("sample.md", "---\nid: [unclosed\ntitle: x\n---\n");
        library.refresh();
        assertThat(library.current().article("sample").orElseThrow().aliases()).containsExactly("new");
        assertThat(library.problems()).anyMatch(problem -> problem.file().equals("sample.md") && problem.line() == 3);

        files.write(files.folder().resolve("sample.md"), new byte[] {(byte) 0xC3, (byte) 0x28});
        library.refresh();
        assertThat(library.current().article("sample")).isPresent();
        assertThat(library.problems()).extracting(Problem::rule).contains("bad-encoding");

        files.delete("sample.md");
        library.refresh();
        assertThat(library.current().article("sample")).isEmpty();
        assertThat(library.isCurrent()).isTrue();
    }

    @Test
    void aSavedCatalogueIsServedAndABrokenOneIsNot() {
        KnowledgeFiles files = KnowledgeFiles.sound(root);
        Library library = new Library(files.loader(), CLOCK);

        files.catalogue(KnowledgeFiles.RESOURCE.replace("A Course", "A Better Course"));
        library.refresh();
        assertThat(course(library)).isEqualTo("A Better Course");

        for (String broken : List.of("- id: [", "nothing but words", "resources: {}")) {
            files.catalogue(broken);
            library.refresh();
            assertThat(course(library)).isEqualTo("A Better Course");
            assertThat(library.isCurrent()).isFalse();
        }

        files.catalogue(KnowledgeFiles.RESOURCE);
        library.refresh();
        assertThat(course(library)).isEqualTo("A Course");
        assertThat(library.isCurrent()).isTrue();
    }

    @Test
    void aFolderThatVanishesAndComesBackIsServedAgain() throws Exception {
        KnowledgeFiles files = KnowledgeFiles.sound(root);
        Library library = new Library(files.loader(), CLOCK);

        Path away = Files.move(files.folder(), root.resolve("away"));
        library.refresh();
        assertThat(library.current().articles()).hasSize(4);
        assertThat(library.isCurrent()).isFalse();
        assertThat(logged())
                .singleElement()
                .asString()
                .contains("there is no", files.folder().toString());

        Files.move(away, files.folder());
        library.refresh();
        assertThat(library.isCurrent()).isTrue();
        assertThat(library.problems()).isEmpty();
    }

    private Library library(String... articles) {
        source.holds(articles);
        return new Library(loader(), CLOCK);
    }

    private KnowledgeLoader loader() {
        return new KnowledgeLoader(List.of(source), root.resolve("resources.yaml"));
    }

    private List<String> logged() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Library.class);
    }

    private static List<String> titles(Library library) {
        return library.current().articles().stream().map(Article::title).toList();
    }

    private static String course(Library library) {
        return library.current().catalogue().find("a-course").orElseThrow().title();
    }
}
