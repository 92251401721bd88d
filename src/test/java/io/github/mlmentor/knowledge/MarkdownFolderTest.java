package io.github.mlmentor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownFolderTest {
    @TempDir
    private Path root;

    private KnowledgeFiles files;

    @BeforeEach
    void anEmptyFolder() {
        files = new KnowledgeFiles(root);
    }

    @Test
    void everyMarkdownFileIsReadInTheOrderOfItsPath() {
        files.write("b.md", "B");
        files.write("a/z.markdown", "Z");
        files.write("a/b/c.md", "C");

        assertThat(curated().read())
                .containsExactly(
                        new ArticleText("a/b/c.md", Profile.CURATED, "C"),
                        new ArticleText("a/z.markdown", Profile.CURATED, "Z"),
                        new ArticleText("b.md", Profile.CURATED, "B"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "deep/er/README.md",
                ".hidden.md",
                ".git/article.md",
                "..data/article.md",
                "_draft.md",
                "_templates/article.md",
                "article.md~",
                "article.md.bak",
                "article.txt",
                "md",
                ".md"
            })
    void otherFilesAndHiddenOnesAreLeftOut(String path) {
        files.write(path, "words");

        assertThat(curated().read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT-A-README.md", "aREADME.md", "a_b.md", "a.b.md", "README.md/x.md"})
    void namesThatOnlyLookLikeThatAreRead(String path) {
        files.write(path, "words");

        assertThat(curated().read()).extracting(ArticleText::origin).containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource({
        "a.md, CURATED",
        "skills/a.md, CURATED",
        "community/a.md, COMMUNITY",
        "community/deep/a.md, COMMUNITY",
        "foreign/a.md, FOREIGN",
        "foreign/course/week/a.md, FOREIGN",
        "skills/community/a.md, CURATED",
        "skills/foreign/a.md, CURATED",
        "community.md, CURATED",
        "foreign-students/a.md, CURATED",
    })
    void theFolderDirectlyBelowGivesTheProfile(String path, Profile profile) {
        files.write(path, "words");

        assertThat(curated().read()).extracting(ArticleText::profile).containsExactly(profile);
    }

    @Test
    void inAForeignFolderEverythingIsForeign() {
        files.write("a.md", "words");
        files.write("community/b.md", "words");

        assertThat(MarkdownFolder.foreign(files.folder()).read())
                .extracting(ArticleText::profile)
                .containsExactly(Profile.FOREIGN, Profile.FOREIGN);
    }

    @Test
    void aHiddenFolderIsNotHiddenFromItself() {
        KnowledgeFiles hidden = new KnowledgeFiles(root.resolve(".config/_x"));
        hidden.write("a.md", "words");

        assertThat(MarkdownFolder.curated(hidden.folder()).read()).hasSize(1);
    }

    @Test
    void linksToFilesAndFoldersAreFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("lesson.md"), "words");
        Files.createSymbolicLink(files.folder().resolve("foreign"), elsewhere);
        Files.createSymbolicLink(files.folder().resolve("linked.md"), elsewhere.resolve("lesson.md"));
        Path link = Files.createSymbolicLink(root.resolve("link"), files.folder());

        for (Path folder : List.of(files.folder(), link)) {
            assertThat(MarkdownFolder.curated(folder).read())
                    .containsExactly(
                            new ArticleText("foreign/lesson.md", Profile.FOREIGN, "words"),
                            new ArticleText("linked.md", Profile.CURATED, "words"));
        }
    }

    @Test
    void aLinkThatGoesRoundInACircleIsNamed() throws IOException {
        Files.createSymbolicLink(files.folder().resolve("round"), files.folder());

        assertThatThrownBy(() -> curated().read())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("round");
    }

    @Test
    void aLinkToNothingIsNoArticle() throws IOException {
        Files.createSymbolicLink(files.folder().resolve("gone.md"), root.resolve("nowhere.md"));

        assertThat(curated().read()).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AreMarkedInsteadOfStoppingEverything() {
        files.write("good.md", "words");
        files.write(files.folder().resolve("latin.md"), "Caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(curated().read()).extracting(ArticleText::markdown).containsExactly("words", "Caf\uFFFD");
    }

    @Test
    void aFolderThatIsNotThereIsNamedWithTheSettingToCorrect() {
        MarkdownFolder missing = MarkdownFolder.curated(root.resolve("missing"));

        assertThatThrownBy(missing::read)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("there is no", root.resolve("missing").toString(), "MENTOR_KNOWLEDGE_DIR");
        assertThatThrownBy(missing::stamp)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("MENTOR_KNOWLEDGE_DIR");
    }

    @Test
    void theStampChangesExactlyWhenSomethingElseWouldBeRead() {
        files.write("a.md", "one");
        String before = curated().stamp();
        assertThat(curated().stamp()).isEqualTo(before);

        files.write("README.md", "not an article");
        files.write(".hidden.md", "not an article");
        assertThat(curated().stamp()).isEqualTo(before);

        files.write("a.md", "two");
        String edited = curated().stamp();
        assertThat(edited).isNotEqualTo(before);

        files.write("b.md", "another");
        String added = curated().stamp();
        assertThat(added).isNotEqualTo(edited);

        files.delete("b.md");
        assertThat(curated().stamp()).isEqualTo(edited);
    }

    private MarkdownFolder curated() {
        return MarkdownFolder.curated(files.folder());
    }

    @Test
    void articlesAreReadFromInsideAJarToo(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("some.jar");
        try (FileSystem inside =
                FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
            Files.createDirectories(inside.getPath("shipped/knowledge/roles"));
            Files.writeString(inside.getPath("shipped/knowledge/roles/a.md"), "---\nid: a\ntitle: A\n---\n");
            MarkdownFolder shipped = MarkdownFolder.curated(inside.getPath("shipped/knowledge"));
            assertThat(shipped.stamp()).isNotEmpty();
            assertThat(shipped.read()).extracting(ArticleText::origin).containsExactly("roles/a.md");
        }
    }
}
