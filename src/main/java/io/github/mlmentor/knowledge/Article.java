package io.github.mlmentor.knowledge;

import io.github.mlmentor.chat.Advice;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One article. See {@code config/knowledge/README.md} for what each field means to a curator.
 *
 * @param id unique, never changes
 * @param shortAnswer the direct answer, plain text; empty in a foreign article
 * @param reviewed the last review, or null when it never had one
 * @param reviewBy when it must be read again, or null when nobody said
 * @param levels the evidence for each level, from the lowest
 * @param verbatim whether a language model must not rephrase it
 * @param origin the file or record that it came from
 */
public record Article(
        String id,
        String title,
        Kind kind,
        List<String> asks,
        String shortAnswer,
        List<Section> sections,
        List<String> roles,
        List<String> duties,
        List<String> skills,
        List<String> resources,
        Advice advice,
        @Nullable LocalDate reviewed,
        String reviewedBy,
        @Nullable LocalDate reviewBy,
        String author,
        List<String> aliases,
        List<String> prerequisites,
        Map<Level, String> levels,
        List<String> compares,
        List<String> seeAlso,
        boolean verbatim,
        boolean live,
        Map<String, String> tags,
        Profile profile,
        String origin) {
    public Article {
        asks = List.copyOf(asks);
        sections = List.copyOf(sections);
        roles = List.copyOf(roles);
        duties = List.copyOf(duties);
        skills = List.copyOf(skills);
        resources = List.copyOf(resources);
        aliases = List.copyOf(aliases);
        prerequisites = List.copyOf(prerequisites);
        levels = inOrder(levels);
        compares = List.copyOf(compares);
        seeAlso = List.copyOf(seeAlso);
        tags = Map.copyOf(tags);
    }

    private static Map<Level, String> inOrder(Map<Level, String> levels) {
        Map<Level, String> ordered = new EnumMap<>(Level.class);
        ordered.putAll(levels);
        return Collections.unmodifiableMap(ordered);
    }
}
