package io.github.mlmentor.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;

/** A small knowledge folder with its catalogue, in a temporary place. */
final class KnowledgeFiles {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    /** A resource in which nothing is wrong; its {@code - id} stands on the first line. */
    static final String RESOURCE = """
            - id: a-course
              title: A Course
              url: https://example.org/course
              kind: course
              level: beginner
              cost: free
              hours: 15
              topics: [a-skill]
              about: Short lessons with exercises.
              reviewed: 2026-11-21
            """;

    private final Path root;
    private int writes;

    KnowledgeFiles(Path root) {
        this.root = root;
        try {
            Files.createDirectories(folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Four articles that refer to each other and one resource, without any problem. */
    static KnowledgeFiles sound(Path root) {
        KnowledgeFiles files = new KnowledgeFiles(root);
        files.catalogue(RESOURCE);
        files.write("a-role.md", article("a-role", "kind: role", "duties: [a-duty]", "skills: [a-skill]"));
        files.write("a-duty.md", article("a-duty", "kind: duty", "skills: [a-skill]"));
        files.write(
                "a-skill.md",
                article(
                        "a-skill",
                        "kind: skill",
                        "duties: [a-duty]",
                        "levels: {aware: Has seen it., working: Does it., strong: Teaches it.}"));
        files.write("sample.md", article("sample", "kind: practice", "roles: [a-role]"));
        return files;
    }

    /** An article in which nothing is wrong; {@code id} stands on line 2, {@code title} on 3, the fields from 4 on. */
    static String article(String id, String... fields) {
        return """
                ---
                id: %s
                title: What is %s?
                %s
                asks:
                  - what is %s
                  - whats %s good for
                  - can you show me %s
                  - how do i get %s
                  - %s pls??
                short: >
                  This is the direct answer about it, in two sentences. It is long enough to be shown alone to a learner.
                resources: [a-course]
                advice: fact
                reviewed: 2026-11-21
                reviewed_by: second reader
                review_by: 2027-11-21
                author: ML Mentor team
                ---

                ## What it is

                Words about it.
                """.formatted(id, id, String.join("\n", fields), id, id, id, id, id);
    }

    Path folder() {
        return root.resolve("knowledge");
    }

    Path write(String path, String text) {
        return write(folder().resolve(path), text.getBytes(StandardCharsets.UTF_8));
    }

    Path catalogue(String text) {
        return write(root.resolve("resources.yaml"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file with a time of its own, so that no two states look alike. */
    Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, content);
            writes++;
            return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * writes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String path) {
        try {
            Files.delete(folder().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KnowledgeLoader loader() {
        return new KnowledgeLoader(List.of(MarkdownFolder.curated(folder())), root.resolve("resources.yaml"));
    }

    KnowledgeLoader.Loaded load() {
        return loader().load(TODAY);
    }

    KnowledgeBase base() {
        return load().base();
    }
}
