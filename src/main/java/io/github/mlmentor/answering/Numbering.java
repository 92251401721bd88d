package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers citations anew in reading order after the guards have had their say, and drops sources that nothing cites. */
final class Numbering {
    private Numbering() {}

    record Numbered(Document body, List<Source> sources) {}

    static Numbered renumber(Document body, List<Source> sources) {
        Map<Source, Integer> numbers = new LinkedHashMap<>();
        Document renumbered = body.mapSpans(span -> {
            if (!(span instanceof Span.Citation citation)) {
                return List.of(span);
            }
            if (citation.number() > sources.size()) {
                return List.of();
            }
            Source source = sources.get(citation.number() - 1);
            return List.of(new Span.Citation(numbers.computeIfAbsent(source, key -> numbers.size() + 1)));
        });
        return new Numbered(renumbered, List.copyOf(numbers.keySet()));
    }
}
