package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Ranked;
import io.github.mlmentor.retrieval.Retriever;
import io.github.mlmentor.retrieval.Searchable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where a question becomes a reply. Thread-safe; {@link #answer} never throws and never returns nothing: what
 * breaks inside becomes an {@link Reply.Apology}.
 */
public final class AnswerDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerDesk.class);

    /** Who has left the subject as surely as this does not mean what was said before. */
    private static final double SURELY = 0.9;

    private final Supplier<Searchable> knowledge;
    private final Phrases phrases = new Phrases();
    private final Router router = new Router(phrases);
    private final Judge judge;
    private final Guards guards;
    private final ExtractiveComposer extractive = new ExtractiveComposer();
    private final @Nullable ModelComposer byModel;

    /** What a configured language model needs. */
    public record Modelling(LanguageModel model, PromptTemplates templates, Duration deadline) {}

    /**
     * Wires the desk.
     *
     * @param knowledge what is current; asked once a question
     * @param guards in the order in which they look
     * @param modelling null when no model is configured
     */
    public AnswerDesk(
            Supplier<Searchable> knowledge,
            Calibration calibration,
            List<Guard> guards,
            @Nullable Modelling modelling) {
        this.knowledge = knowledge;
        this.judge = new Judge(calibration);
        this.guards = new Guards(guards);
        this.byModel = modelling == null
                ? null
                : new ModelComposer(modelling.model(), modelling.templates(), this.guards, modelling.deadline());
    }

    /** Answers a question; shows what is being done on the way. */
    public Exchange answer(Question question, Progress progress) {
        Journey journey = new Journey(question);
        try {
            Route route = router.route(question);
            journey.reached("route");
            if (route instanceof Route.AtOnce atOnce) {
                return journey.end(atOnce.reply(), 1);
            }
            progress.status("Looking through the knowledge");
            Searchable knowing = knowledge.get();
            Evidence evidence = find(question, knowing.retriever());
            String standalone = evidence.query().text();
            journey.found(standalone, evidence);
            if (Crisis.isMeant(evidence)) {
                return journey.end(new Reply.Declined(Reason.CRISIS, phrases.crisis(), null), 1);
            }
            Judgement judgement = judge.judge(question, evidence);
            return switch (judgement.decision()) {
                case OFF_TOPIC -> journey.end(phrases.offTopic(), judgement.confidence());
                case NOT_FOUND -> journey.end(notFound(evidence), judgement.confidence());
                case CLARIFY -> journey.end(clarify(evidence), judgement.confidence());
                case ANSWER ->
                    journey.end(
                            compose(journey, question, standalone, evidence, knowing.base(), progress),
                            judgement.confidence());
            };
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("A question could not be answered", e);
            return journey.end(phrases.failed(), 0);
        }
    }

    /**
     * Looks the question up, with what was said before where it needs that: by its words, or because on its own it points at no
     * article and together it does.
     */
    private Evidence find(Question question, Retriever retriever) {
        String standalone = FollowUps.standalone(question.text(), question.history());
        Evidence evidence = retriever.retrieve(new Query(standalone, question.text(), question.scope()));
        if (question.history().isEmpty()) {
            return evidence;
        }
        if (!standalone.equals(question.text())) {
            // Who was elsewhere before may have come back to the subject.
            return isElsewhere(question, evidence, 0)
                    ? nearer(question, evidence, retriever.retrieve(new Query(question.text(), question.scope())))
                    : evidence;
        }
        if (!FollowUps.isFaint(evidence) || isElsewhere(question, evidence, SURELY)) {
            return evidence;
        }
        String together = FollowUps.together(question.text(), question.history());
        Evidence leaning = retriever.retrieve(new Query(together, question.text(), question.scope()));
        return FollowUps.strength(leaning) > FollowUps.strength(evidence)
                ? nearer(question, evidence, leaning)
                : evidence;
    }

    /** What leads away from the subject was not meant, however well it is found. */
    private Evidence nearer(Question question, Evidence first, Evidence second) {
        return isElsewhere(question, second, 0) ? first : second;
    }

    private boolean isElsewhere(Question question, Evidence evidence, double confidence) {
        Judgement judgement = judge.judge(question, evidence);
        return judgement.decision() == Judgement.Decision.OFF_TOPIC && judgement.confidence() >= confidence;
    }

    private Reply compose(
            Journey journey,
            Question question,
            String standalone,
            Evidence evidence,
            KnowledgeBase base,
            Progress progress) {
        Reason degraded = byModel != null && question.knowledgeOnly() ? Reason.BUDGET : null;
        if (byModel != null
                && !question.knowledgeOnly()
                && !evidence.ranked().get(0).article().verbatim()) {
            try {
                progress.status("Writing the answer");
                Composer.Composition composition = byModel.compose(question, standalone, evidence, base, progress);
                journey.composed(composition);
                Optional<Reply> reply =
                        finish(composition.draft(), Reply.Composer.MODEL, null, question, evidence, base);
                if (reply.isPresent()) {
                    return reply.get();
                }
                degraded = Reason.MODEL_REFUSED;
            } catch (ModelException e) {
                LOG.warn("The model gave no answer ({}): {}", e.reason().code(), e.getMessage());
                degraded = e.reason();
            } catch (ModelComposer.Cancelled e) {
                degraded = Reason.MODEL_SLOW;
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                LOG.error("The model broke", e);
                degraded = Reason.MODEL_DOWN;
            }
        }
        Composer.Composition composition = extractive.compose(question, standalone, evidence, base, progress);
        journey.composed(composition);
        Optional<Reply> reply =
                finish(composition.draft(), Reply.Composer.EXTRACTIVE, degraded, question, evidence, base);
        reply.ifPresent(answer -> progress.partial(answer.body()));
        return reply.orElseGet(() -> notFound(evidence));
    }

    private Optional<Reply> finish(
            Draft draft,
            Reply.Composer composer,
            @Nullable Reason degraded,
            Question question,
            Evidence evidence,
            KnowledgeBase base) {
        Optional<Document> passed =
                guards.pass(new Candidate(draft.body(), evidence, base, composer == Reply.Composer.MODEL));
        if (passed.isEmpty()) {
            return Optional.empty();
        }
        Numbering.Numbered numbered = Numbering.renumber(passed.get(), draft.sources());
        List<Article> cited = numbered.sources().stream()
                .map(Source::id)
                .distinct()
                .flatMap(id -> base.article(id).stream())
                .toList();
        if (cited.isEmpty()) {
            return Optional.empty();
        }
        LocalDate asOf = cited.stream()
                .map(Article::reviewed)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return Optional.of(new Reply.Answer(
                numbered.body(),
                numbered.sources(),
                ReadingList.choose(question.text(), cited, base),
                Advice.mostCautious(cited.stream().map(Article::advice).toList()),
                asOf,
                composer,
                degraded,
                next(cited.get(0), question.scope(), base)));
    }

    /** What somebody who read this article might ask next, and would be answered. */
    private static List<Suggestion> next(Article article, Map<String, String> scope, KnowledgeBase base) {
        List<Suggestion> next = new ArrayList<>();
        for (String id : article.seeAlso()) {
            base.article(id)
                    .filter(other -> other.tags().entrySet().containsAll(scope.entrySet()))
                    .ifPresent(other -> next.add(Suggestion.of(other.title())));
        }
        return next.subList(0, Math.min(3, next.size()));
    }

    private Reply notFound(Evidence evidence) {
        List<Article> near = evidence.ranked().stream()
                .map(Ranked::article)
                .filter(article -> !Crisis.isCrisisArticle(article))
                .limit(3)
                .toList();
        List<Source> nearest = near.stream().map(Sourcing::of).toList();
        List<Suggestion> suggestions =
                near.stream().map(article -> Suggestion.of(article.title())).toList();
        return new Reply.NotFound(Reason.TOO_THIN, phrases.notFound(!nearest.isEmpty()), nearest, suggestions);
    }

    private Reply clarify(Evidence evidence) {
        List<Suggestion> readings = evidence.ranked().stream()
                .limit(2)
                .map(ranked -> Suggestion.of(ranked.article().title()))
                .toList();
        return new Reply.Clarification(phrases.clarify(), readings);
    }
}
