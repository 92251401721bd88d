package io.github.mlmentor.retrieval;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.WorkMap;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;

/** Finds articles by the beginning of one of their names, with a mistake or two in longer ones. */
public final class NameCompletion {
    private static final int NOTHING = Integer.MAX_VALUE;
    /** What something is called comes before what it is also known by. */
    private static final int OWN = 1;

    private static final int CLOSE = 10;
    /** Beginnings that are shorter match too much to bear a mistake; longer ones can bear two. */
    private static final int BEARS_ONE = 3;

    private static final int BEARS_TWO = 6;
    private static final int LONGEST = 60;

    private NameCompletion() {}

    /**
     * The articles that may be meant, best first.
     *
     * @param typed what stands there so far; with nothing, all are meant
     */
    public static List<Article> best(String typed, Collection<Article> articles, int most) {
        String beginning = typed.strip().toLowerCase(Locale.ROOT);
        if (beginning.length() > LONGEST) {
            return List.of();
        }
        Misspelt misspelt = new Misspelt(beginning);
        Map<Article, Integer> distances = articles.stream()
                .distinct()
                .collect(Collectors.toMap(article -> article, article -> distance(beginning, misspelt, article)));
        return articles.stream()
                .distinct()
                .filter(article -> distances.getOrDefault(article, NOTHING) < NOTHING)
                .sorted(Comparator.<Article>comparingInt(article -> distances.getOrDefault(article, NOTHING))
                        .thenComparing(Article::id))
                .limit(most)
                .toList();
    }

    private static int distance(String beginning, Misspelt misspelt, Article article) {
        if (beginning.isEmpty()) {
            return 0;
        }
        int best = WorkMap.names(article)
                .mapToInt(name -> distance(beginning, name))
                .min()
                .orElse(NOTHING);
        if (best > OWN && article.id().replace('-', ' ').startsWith(beginning)) {
            return OWN;
        }
        if (best < NOTHING) {
            return best;
        }
        return WorkMap.names(article)
                .flatMap(name -> Stream.concat(Stream.of(name), words(name)))
                .mapToInt(misspelt::mistakes)
                .filter(mistakes -> mistakes < NOTHING)
                .map(mistakes -> CLOSE + mistakes)
                .min()
                .orElse(NOTHING);
    }

    private static int distance(String beginning, String name) {
        if (name.equals(beginning)) {
            return 0;
        }
        if (name.startsWith(beginning)) {
            return 2;
        }
        if (words(name).anyMatch(rest -> rest.startsWith(beginning))) {
            return 3;
        }
        return name.contains(beginning) ? 4 : NOTHING;
    }

    /** What remains of a name from each of its words on. */
    private static Stream<String> words(String name) {
        return Stream.iterate(name.indexOf(' '), space -> space >= 0, space -> name.indexOf(' ', space + 1))
                .map(space -> name.substring(space + 1));
    }

    /** What somebody may have meant who made a mistake. */
    private static final class Misspelt {
        private final String beginning;
        private final List<CharacterRunAutomaton> byMistakes;

        Misspelt(String beginning) {
            this.beginning = beginning;
            int bearable = beginning.length() < BEARS_ONE ? 0 : beginning.length() < BEARS_TWO ? 1 : 2;
            LevenshteinAutomata near = new LevenshteinAutomata(beginning, true);
            this.byMistakes = Stream.iterate(1, mistakes -> mistakes <= bearable, mistakes -> mistakes + 1)
                    .map(near::toAutomaton)
                    .map(CharacterRunAutomaton::new)
                    .toList();
        }

        /** With how many mistakes a name begins so. */
        int mistakes(String name) {
            for (int i = 0; i < byMistakes.size(); i++) {
                for (int length = beginning.length() - 2; length <= beginning.length() + 2; length++) {
                    if (length > 0
                            && length <= name.length()
                            && byMistakes.get(i).run(name.substring(0, length))) {
                        return i + 1;
                    }
                }
            }
            return NOTHING;
        }
    }
}
