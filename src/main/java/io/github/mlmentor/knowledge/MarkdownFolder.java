package io.github.mlmentor.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Articles as Markdown files below a folder. Links to files and folders are followed; files called {@code README.md} are left
 * out, and so is everything whose name begins with a dot or an underscore.
 */
public final class MarkdownFolder implements ArticleSource {
    private final Path folder;
    private final Profile profile;

    /** A folder whose sub-folders {@code community} and {@code foreign} have the profiles of these names. */
    public static MarkdownFolder curated(Path folder) {
        return new MarkdownFolder(folder, Profile.CURATED);
    }

    /** A folder of somebody else's Markdown. */
    public static MarkdownFolder foreign(Path folder) {
        return new MarkdownFolder(folder, Profile.FOREIGN);
    }

    private MarkdownFolder(Path folder, Profile profile) {
        this.folder = folder;
        this.profile = profile;
    }

    @Override
    public String stamp() {
        StringBuilder stamp = new StringBuilder();
        try {
            for (Path file : files()) {
                stamp.append(file)
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append('\n');
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return stamp.toString();
    }

    @Override
    public List<ArticleText> read() {
        try {
            List<ArticleText> texts = new ArrayList<>();
            for (Path file : files()) {
                String origin = folder.relativize(file).toString().replace('\\', '/');
                texts.add(new ArticleText(
                        origin, profileOf(origin), new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
            }
            return texts;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        boolean missing = e instanceof NoSuchFileException;
        return new UncheckedIOException(
                (missing ? "there is no " : "cannot read ") + e.getMessage() + "; correct "
                        + (missing ? "knowledge.dir (MENTOR_KNOWLEDGE_DIR)" : "its rights"),
                e);
    }

    private Profile profileOf(String origin) {
        if (profile == Profile.CURATED) {
            if (origin.startsWith("community/")) {
                return Profile.COMMUNITY;
            }
            if (origin.startsWith("foreign/")) {
                return Profile.FOREIGN;
            }
        }
        return profile;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(path -> isArticle(folder.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isArticle(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
                return false;
            }
        }
        // The folder itself has no name inside a jar.
        Path last = relative.getFileName();
        String name = last == null ? "" : last.toString();
        return (name.endsWith(".md") || name.endsWith(".markdown")) && !name.equals("README.md");
    }
}
