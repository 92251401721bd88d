package io.github.mlmentor.curation;

import io.github.mlmentor.knowledge.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the files of an import and reads each by its format. */
final class SourceFiles {
    private final SourceFormat format;
    private final Fields fields;
    private final boolean whole;
    private final List<Problem> problems;

    SourceFiles(SourceFormat format, Fields fields, boolean whole, List<Problem> problems) {
        this.format = format;
        this.fields = fields;
        this.whole = whole;
        this.problems = problems;
    }

    /**
     * The pairs of a file, or of all files of a folder that have a format.
     *
     * @throws IllegalArgumentException when there is no such file, or none that can be imported
     */
    List<Pair> read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                List<Path> files = files(path);
                if (files.isEmpty()) {
                    throw new IllegalArgumentException("there is nothing to import in " + path
                            + "; it needs .csv, .tsv, .json, .jsonl, .md or .html files"
                            + (format == SourceFormat.AUTO ? "" : ", and --source-format allows only its own"));
                }
                List<Pair> pairs = new ArrayList<>();
                for (Path file : files) {
                    pairs.addAll(read(file, path.relativize(file).toString().replace('\\', '/'), formatOf(file)));
                }
                return pairs;
            }
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("there is no " + path + "; name a file or a folder");
            }
            Optional<SourceFormat> found = format == SourceFormat.AUTO ? formatOf(path) : Optional.of(format);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("the name of " + path
                        + " does not say what it is; add --source-format csv, json, markdown or html");
            }
            return read(path, String.valueOf(path.getFileName()), found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> isMeant(folder.relativize(file)))
                    .filter(file -> formatOf(file)
                            .filter(found -> format == SourceFormat.AUTO || found == format)
                            .isPresent())
                    .sorted()
                    .toList();
        }
    }

    /** Hidden files are nobody's articles, and a read-me says what the folder is. */
    private boolean isMeant(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
                return false;
            }
        }
        if (!relative.endsWith("README.md")) {
            return true;
        }
        problems.add(Problem.of(
                relative.toString(),
                1,
                "left-out",
                "a README.md is not imported with its folder",
                "name the file itself"));
        return false;
    }

    private static Optional<SourceFormat> formatOf(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Stream.of(SourceFormat.values())
                .filter(format -> format.endings().stream().anyMatch(name::endsWith))
                .findFirst();
    }

    private List<Pair> read(Path file, String name, Optional<SourceFormat> known) throws IOException {
        SourceFormat as = known.orElse(format);
        Optional<String> text = text(file, name);
        if (text.isEmpty()) {
            return List.of();
        }
        return switch (as) {
            case CSV -> CsvPairs.read(name, text.get(), fields, problems);
            case JSON -> JsonPairs.read(name, text.get(), fields, problems);
            case HTML -> HtmlPairs.read(name, text.get(), whole, problems);
            case MARKDOWN, AUTO -> MarkdownPairs.read(name, text.get(), fields, whole, problems);
        };
    }

    private Optional<String> text(Path file, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.add(Problem.fatal(
                    name,
                    firstBadLine(bytes),
                    "bad-encoding",
                    "there are characters that are not UTF-8",
                    "save the file as UTF-8"));
            return Optional.empty();
        }
    }

    private static int firstBadLine(byte[] bytes) {
        String lenient = new String(bytes, StandardCharsets.UTF_8);
        return 1
                + (int) lenient.substring(0, Math.max(0, lenient.indexOf('\uFFFD')))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
