package io.github.mlmentor.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Articles as Markdown files below a folder; files called {@code README.md} and hidden ones are left out. */
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
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append(Files.size(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stamp.toString();
    }

    @Override
    public List<ArticleText> read() {
        try {
            List<ArticleText> texts = new ArrayList<>();
            for (Path file : files()) {
                String origin = folder.relativize(file).toString().replace('\\', '/');
                texts.add(new ArticleText(origin, profileOf(origin), Files.readString(file)));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> isArticle(folder.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isArticle(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
                return false;
            }
        }
        String name = relative.toString();
        return (name.endsWith(".md") || name.endsWith(".markdown")) && !name.endsWith("README.md");
    }
}
