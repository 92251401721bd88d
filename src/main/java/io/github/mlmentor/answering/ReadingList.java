package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Chooses two to four resources that fit the question and what it says about level, cost and kind. Thread-safe. */
final class ReadingList {
    private static final int MOST = 4;
    private static final int OWN = 3;

    private static final Pattern BEGINNER = Pattern.compile(
            "\\b(?:beginn\\w*|newbie|noob|from scratch|from zero|start(?:ing)?|first|no experience|never|new to|basics?|easy|introduct\\w+|intro)\\b");
    private static final Pattern ADVANCED = Pattern.compile(
            "\\b(?:advanced|senior|deep(?:er)? dive|in depth|expert|staff|already know|experienced)\\b");
    private static final Pattern FREE =
            Pattern.compile("\\b(?:free|no money|broke|cheap|can'?t afford|without paying|budget)\\b");
    private static final Map<String, Pattern> KINDS = Map.of(
            "book", Pattern.compile("\\bbooks?\\b|\\bread(?:ing)?\\b"),
            "course", Pattern.compile("\\bcourses?\\b|\\bmoocs?\\b|\\bclass(?:es)?\\b"),
            "video", Pattern.compile("\\bvideos?\\b|\\byoutube\\b|\\bwatch\\b"),
            "community", Pattern.compile("\\bcommunit\\w+\\b|\\bforums?\\b|\\bpeople to\\b|\\bmeet\\b"),
            "paper", Pattern.compile("\\bpapers?\\b"),
            "docs", Pattern.compile("\\bdocs?\\b|\\bdocumentation\\b"));

    private ReadingList() {}

    /**
     * Chooses for a question.
     *
     * @param articles what the answer stands on, most important first
     */
    static List<Reading> choose(String question, List<Article> articles, KnowledgeBase base) {
        String words = question.toLowerCase(Locale.ROOT).replace('’', '\'');
        Map<Resource, Double> scores = new LinkedHashMap<>();
        for (int rank = 0; rank < articles.size(); rank++) {
            List<String> ids = articles.get(rank).resources();
            for (int place = 0; place < ids.size(); place++) {
                double score = 3.0 / (1 + rank) - 0.35 * place;
                base.catalogue()
                        .find(ids.get(place))
                        .ifPresent(resource -> scores.merge(resource, score + fit(words, resource), Math::max));
            }
        }
        List<Resource> best = new ArrayList<>(scores.keySet());
        best.sort(Comparator.comparingDouble((Resource resource) -> -scores.getOrDefault(resource, 0.0)));
        int most = articles.size() > 1 ? MOST : OWN;
        return best.stream().limit(most).map(Resource::reading).toList();
    }

    private static double fit(String words, Resource resource) {
        double fit = 0;
        boolean beginner = BEGINNER.matcher(words).find();
        boolean advanced = ADVANCED.matcher(words).find();
        if (beginner && !advanced) {
            fit += resource.level().equals("beginner") ? 1 : resource.level().equals("advanced") ? -1.5 : 0;
        } else if (advanced && !beginner) {
            fit += resource.level().equals("advanced") ? 1 : resource.level().equals("beginner") ? -1 : 0;
        }
        if (FREE.matcher(words).find()) {
            fit += resource.cost().equals("free") ? 1.5 : -1.5;
        }
        Pattern kind = KINDS.get(resource.kind());
        if (kind != null && kind.matcher(words).find()) {
            fit += 2;
        }
        String name = resource.title().toLowerCase(Locale.ROOT);
        for (String topic : resource.topics()) {
            if (words.contains(topic.replace('-', ' ')) || name.contains(topic.replace('-', ' '))) {
                fit += 0.25;
            }
        }
        return fit;
    }
}
