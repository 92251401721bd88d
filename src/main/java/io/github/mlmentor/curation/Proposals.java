package io.github.mlmentor.curation;

import io.github.mlmentor.knowledge.Catalogue;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Collects the links of an import, apart from those that the catalogue has. Not thread-safe. */
final class Proposals {
    private static final Pattern BEFORE_HOST = Pattern.compile("(?i)^https?://(www\\.)?");
    private static final Set<String> SAYS_NOTHING =
            Set.of("", "here", "this", "link", "click here", "read more", "more", "docs", "documentation", "this page");
    private static final int LONGEST_ID = 50;

    private final Map<String, String> known = new HashMap<>();
    private final Set<String> ids = new TreeSet<>();
    private final Map<String, Found> found = new LinkedHashMap<>();

    private record Found(String id, String title, String url, List<String> drafts) {}

    Proposals(Catalogue catalogue) {
        for (Resource resource : catalogue.all()) {
            known.put(key(resource.url()), resource.id());
            ids.add(resource.id());
        }
    }

    /** The id that the catalogue has for this address. */
    Optional<String> known(String url) {
        return Optional.ofNullable(known.get(key(url)));
    }

    /** Notes a link that the catalogue lacks and returns the id that it might have there; empty when it is not fit for it. */
    String propose(String url, String words, String draft) {
        Found link = found.computeIfAbsent(key(url), key -> {
            boolean fit = KnowledgeBase.isSafeLink(url);
            boolean named = !SAYS_NOTHING.contains(words.toLowerCase(Locale.ROOT)) && !words.contains("://");
            // One word of a sentence is no name.
            boolean speaks = named && words.contains(" ");
            return new Found(fit ? id(speaks ? words : key) : "", named ? words : "", url, new ArrayList<>());
        });
        link.drafts().add(draft);
        return link.id();
    }

    private String id(String words) {
        String base = Ids.of(words, LONGEST_ID);
        String id = base;
        for (int number = 2; !ids.add(id); number++) {
            id = base + "-" + number;
        }
        return id;
    }

    List<ImportReport.Proposal> all() {
        return found.values().stream()
                .map(link -> new ImportReport.Proposal(link.id(), link.title(), link.url(), link.drafts()))
                .toList();
    }

    /** Equal for addresses that differ in nothing that matters to whoever follows them. */
    private static String key(String url) {
        return BEFORE_HOST
                .matcher(url)
                .replaceFirst("")
                .replaceFirst("#.*$", "")
                .replaceFirst("/$", "");
    }
}
