package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Level;
import io.github.mlmentor.knowledge.Section;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Ranked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers with the knowledge's own sentences: the direct answer first, then the sections that matter for this question, never
 * the whole article. Needs no model, so it is also what remains when one fails.
 */
final class ExtractiveComposer implements Composer {
    /** Sections beside the direct answer, and how many characters they may have together. */
    private static final int MOST_SECTIONS = 2;

    private static final int MOST_CHARACTERS = 1_500;
    private static final int CONTENDERS = 3;
    private static final double NEARLY = 0.92;
    private static final double AS_GOOD = 0.97;

    @Override
    public Composition compose(
            Question question, String standalone, Evidence evidence, KnowledgeBase base, Progress progress) {
        return new Composition(draft(question, standalone, evidence, base), "", 0, 0);
    }

    private static Draft draft(Question question, String standalone, Evidence evidence, KnowledgeBase base) {
        String text = question.text();
        Ranked best = evidence.ranked().get(0);
        Article article = best.article();
        Shape shape = Shape.of(text);
        Builder builder = new Builder();
        if (!article.shortAnswer().isEmpty() && !(wasJustSaid(article, question) && saysMore(best))) {
            builder.paragraph(article.shortAnswer(), Sourcing.of(article));
        }
        if (shape == Shape.COMPARISON && article.kind() != Kind.COMPARISON) {
            RoleTable.between(standalone, question.scope(), base)
                    .ifPresent(table -> builder.blocks(List.of(table.table()), table.sources()));
        }
        if (shape == Shape.LEVELS && !article.levels().isEmpty()) {
            builder.blocks(List.of(levels(article)), List.of(Sourcing.of(article)));
        }
        for (Section section : chosen(best, shape)) {
            builder.section(section, Sourcing.of(article, section.heading()));
        }
        second(evidence, text).ifPresent(also -> builder.paragraph("Also: " + also.shortAnswer(), Sourcing.of(also)));
        return builder.draft();
    }

    /** Whether the last answer of this conversation began with this article's direct answer; nobody wants it twice. */
    private static boolean wasJustSaid(Article article, Question question) {
        int turns = question.history().size();
        return turns > 0
                && question.history().get(turns - 1).sources().stream().limit(1).anyMatch(article.id()::equals);
    }

    /** Whether there is a section to show; one that is only a heading is never found. */
    private static boolean saysMore(Ranked ranked) {
        return !ranked.hits().isEmpty();
    }

    /**
     * The sections that match the question best, in the order in which the article has them. One of the wanted shape is
     * preferred to a slightly better one, and a second one must be nearly as good as the first.
     */
    private static List<Section> chosen(Ranked ranked, Shape shape) {
        Map<String, Section> byHeading = new LinkedHashMap<>();
        ranked.article().sections().forEach(section -> byHeading.put(section.heading(), section));
        Map<Section, Double> scores = new LinkedHashMap<>();
        for (Ranked.Hit hit : ranked.hits()) {
            Section section = byHeading.get(hit.passage().heading());
            if (section != null) {
                scores.putIfAbsent(section, hit.score());
            }
        }
        List<Section> best = new ArrayList<>(scores.keySet());
        List<Section> wanted = new ArrayList<>(
                best.stream().limit(CONTENDERS).filter(shape::fits).limit(1).toList());
        best.stream().filter(section -> !wanted.contains(section)).forEach(wanted::add);
        List<Section> chosen = new ArrayList<>();
        int length = 0;
        for (Section section : wanted) {
            int size = section.body().plainText().length();
            boolean nearlyAsGood = scores.getOrDefault(section, 0.0) >= NEARLY * scores.getOrDefault(best.get(0), 0.0);
            if (chosen.isEmpty()
                    || (chosen.size() < MOST_SECTIONS && nearlyAsGood && length + size <= MOST_CHARACTERS)) {
                chosen.add(section);
                length += size;
            }
        }
        return ranked.article().sections().stream().filter(chosen::contains).toList();
    }

    /** Another article that fits as well, when the question asks two things. */
    private static java.util.Optional<Article> second(Evidence evidence, String text) {
        if (evidence.ranked().size() < 2 || !Shape.asksTwoThings(text)) {
            return java.util.Optional.empty();
        }
        Ranked first = evidence.ranked().get(0);
        Ranked second = evidence.ranked().get(1);
        boolean close = second.score() >= AS_GOOD * first.score() - 0.25;
        return close && !second.article().shortAnswer().isEmpty()
                ? java.util.Optional.of(second.article())
                : java.util.Optional.empty();
    }

    private static Block levels(Article article) {
        List<List<Block>> items = new ArrayList<>();
        for (Level level : Level.values()) {
            String evidence = article.levels().get(level);
            if (evidence != null) {
                String name = level.code().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                        + level.code().substring(1);
                items.add(List.of(new Block.Paragraph(
                        List.of(new Span.Text(name + ":", Set.of(Span.Style.STRONG)), new Span.Text(" " + evidence)))));
            }
        }
        return new Block.Listing(false, items);
    }

    /** Collects blocks and numbers their sources. */
    private static final class Builder {
        private final List<Block> blocks = new ArrayList<>();
        private final List<Source> sources = new ArrayList<>();

        void paragraph(String text, Source source) {
            blocks.add(new Block.Paragraph(List.of(new Span.Text(text), cite(source))));
        }

        void blocks(List<Block> added, List<Source> cited) {
            blocks.addAll(added);
            List<Span> marks = new ArrayList<>();
            cited.forEach(source -> marks.add(cite(source)));
            citeLast(marks);
        }

        void section(Section section, Source source) {
            if (!section.heading().isEmpty()) {
                blocks.add(new Block.Heading(3, List.of(new Span.Text(section.heading()))));
            }
            blocks.addAll(section.body().blocks());
            citeLast(List.of(cite(source)));
        }

        /** Puts the marks behind the last words, or into the heading above a table, list or code; else they get a line of their own. */
        private void citeLast(List<Span> marks) {
            for (int i = blocks.size() - 1; i >= 0; i--) {
                Block block = blocks.get(i);
                if (block instanceof Block.Paragraph paragraph) {
                    blocks.set(i, new Block.Paragraph(joined(paragraph.spans(), marks)));
                    return;
                }
                if (block instanceof Block.Heading heading) {
                    blocks.set(i, new Block.Heading(heading.level(), joined(heading.spans(), marks)));
                    return;
                }
            }
            blocks.add(new Block.Paragraph(marks));
        }

        private static List<Span> joined(List<Span> spans, List<Span> marks) {
            List<Span> all = new ArrayList<>(spans);
            marks.stream().filter(mark -> !spans.contains(mark)).forEach(all::add);
            return all;
        }

        private Span cite(Source source) {
            if (!sources.contains(source)) {
                sources.add(source);
            }
            return new Span.Citation(sources.indexOf(source) + 1);
        }

        Draft draft() {
            return new Draft(new Document(blocks), sources);
        }
    }
}
