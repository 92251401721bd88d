package io.github.mlmentor.retrieval;

import io.github.mlmentor.knowledge.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which section of an article a question is after. Inside an article the words of its subject are everywhere and tell nothing, so
 * each word counts by how rare it is among the article's own sections, and more in a heading than below it. Immutable and
 * thread-safe.
 */
final class Sections {
    private static final double IN_BODY = 0.4;

    private final List<Words> passages;

    private record Words(Set<String> heading, Set<String> body) {
        boolean has(String term) {
            return heading.contains(term) || body.contains(term);
        }
    }

    /**
     * Reads the words of all passages.
     *
     * @param passages in index order
     */
    Sections(List<Passage> passages, LexicalIndex index) {
        List<Words> words = new ArrayList<>();
        for (Passage passage : passages) {
            int path = passage.text().indexOf('\n');
            words.add(new Words(
                    index.terms(passage.heading()),
                    index.terms(path < 0 ? passage.text() : passage.text().substring(path + 1))));
        }
        this.passages = List.copyOf(words);
    }

    /**
     * How much of the question each of some passages has.
     *
     * @param numbers the passages of one article
     * @return 0 to 1 for each
     */
    Map<Integer, Double> shares(List<Integer> numbers, Set<String> terms) {
        Map<Integer, Double> shares = new HashMap<>();
        double all = 0;
        for (String term : terms) {
            long having = numbers.stream()
                    .filter(number -> passages.get(number).has(term))
                    .count();
            if (having == 0) {
                continue;
            }
            double rarity = Math.log(1 + (numbers.size() - having + 0.5) / (having + 0.5));
            all += rarity;
            for (int number : numbers) {
                Words words = passages.get(number);
                double share = words.heading().contains(term) ? 1 : words.body().contains(term) ? IN_BODY : 0;
                shares.merge(number, rarity * share, Double::sum);
            }
        }
        double whole = all;
        shares.replaceAll((number, share) -> whole == 0 ? 0 : share / whole);
        return shares;
    }
}
