package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Section;
import io.github.mlmentor.markdown.MarkdownWriter;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Ranked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets a language model put the evidence into words. It sees evidence in delimited fields, each with an id to cite, and never
 * a link. What it writes is shown sentence by sentence, each past the guards that can judge a part.
 */
final class ModelComposer implements Composer {
    private static final int ARTICLES = 3;
    private static final int SECTIONS_OF_BEST = 4;
    private static final int SECTIONS_OF_OTHERS = 2;
    private static final int TURNS = 3;

    private final LanguageModel model;
    private final PromptTemplates templates;
    private final Guards guards;
    private final Duration deadline;

    ModelComposer(LanguageModel model, PromptTemplates templates, Guards guards, Duration deadline) {
        this.model = model;
        this.templates = templates;
        this.guards = guards;
        this.deadline = deadline;
    }

    @Override
    public Composition compose(
            Question question, String standalone, Evidence evidence, KnowledgeBase base, Progress progress) {
        Map<String, Source> ids = new LinkedHashMap<>();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("question", field(question.text()));
        fields.put("evidence", evidenceFields(evidence, ids));
        fields.put("history", history(question, base));
        if (!question.tone().isEmpty()) {
            fields.put(question.tone(), true);
        }
        Prompt prompt = templates.answer(fields);
        Sentences sentences = new Sentences(soFar -> {
            Draft part = CitationResolver.resolve(soFar, ids);
            Optional<Document> shown = guards.passPart(new Candidate(part.body(), evidence, base, true));
            shown.ifPresent(progress::partial);
        });
        Consumer<String> tokens = token -> {
            if (progress.cancelled()) {
                throw new Cancelled();
            }
            sentences.add(token);
        };
        LanguageModel.Completion completion = model.complete(prompt, deadline, tokens);
        Draft draft = CitationResolver.resolve(completion.text(), ids);
        return new Composition(draft, prompt.version(), completion.inputTokens(), completion.outputTokens());
    }

    /** Nobody waits for the answer any more. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static List<Map<String, String>> evidenceFields(Evidence evidence, Map<String, Source> ids) {
        List<Map<String, String>> fields = new ArrayList<>();
        List<Ranked> ranked = evidence.ranked().stream()
                .filter(found -> !found.article().verbatim())
                .limit(ARTICLES)
                .toList();
        for (int rank = 0; rank < ranked.size(); rank++) {
            Article article = ranked.get(rank).article();
            if (rank > 0 && ranked.get(rank).score() < ranked.get(0).score() * 0.5) {
                break;
            }
            if (!article.shortAnswer().isEmpty()) {
                fields.add(evidenceField(ids, article, "", article.shortAnswer()));
            }
            int most = rank == 0 ? SECTIONS_OF_BEST : SECTIONS_OF_OTHERS;
            List<String> headings = ranked.get(rank).hits().stream()
                    .map(hit -> hit.passage().heading())
                    .distinct()
                    .limit(most)
                    .toList();
            for (Section section : article.sections()) {
                if (headings.contains(section.heading())) {
                    fields.add(evidenceField(ids, article, section.heading(), MarkdownWriter.write(section.body())));
                }
            }
        }
        return fields;
    }

    private static Map<String, String> evidenceField(
            Map<String, Source> ids, Article article, String heading, String text) {
        String id = "e" + (ids.size() + 1);
        ids.put(id, Sourcing.of(article, heading));
        return Map.of(
                "id",
                id,
                "title",
                field(article.title()),
                "section",
                field(heading),
                "text",
                field(text),
                "advice",
                article.advice().name().toLowerCase(java.util.Locale.ROOT));
    }

    /** What was said before; the answers that came from verbatim articles are left out, because those are never rephrased. */
    private static List<Map<String, String>> history(Question question, KnowledgeBase base) {
        List<Turn> turns = question.history();
        return turns.subList(Math.max(0, turns.size() - TURNS), turns.size()).stream()
                .map(turn -> Map.of("question", field(turn.question()), "answer", field(adaptable(turn, base))))
                .toList();
    }

    private static String adaptable(Turn turn, KnowledgeBase base) {
        boolean verbatim =
                turn.sources().stream().flatMap(id -> base.article(id).stream()).anyMatch(Article::verbatim);
        return verbatim ? "" : turn.answer();
    }

    /** Takes the power from marks that would close or open one of our delimited fields. */
    private static String field(String text) {
        return text.replace("<", "‹").replace(">", "›");
    }
}
