package io.github.mlmentor.mentoring;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.ArticleText;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Other wordings of articles. Thread-safe. */
public final class Revisions {
    private static final int LONGEST_CONTEXT = 80;

    private final Workbench bench;

    Revisions(Workbench bench) {
        this.bench = bench;
    }

    Response fixForm(String job, Actor who) {
        if (!Workbench.mayPropose(who)) {
            return Workbench.NO_MENTOR;
        }
        Optional<HandOver> from = bench.store().handOver(job);
        Optional<Exchanged> exchanged = bench.store().exchanged(job);
        List<String> sources = exchanged
                .map(Exchanged::sources)
                .orElseGet(() -> from.map(one -> one.asked().sources()).orElse(List.of()));
        String question = exchanged
                .map(one -> one.job().text())
                .orElseGet(() -> from.map(one -> one.asked().question()).orElse(""));
        boolean sees = exchanged
                .map(one -> who.sees(
                        new Board(one.job().key().platform(), one.job().key().workspace())))
                .orElseGet(() -> from.filter(one -> who.sees(one.board())).isPresent());
        if (!sees && from.filter(one -> who.sees(one.board())).isEmpty()) {
            return new Response.Said("That answer is no longer stored.");
        }
        Optional<Article> article = sources.stream()
                .flatMap(id -> bench.knowledge().base().article(id).stream())
                .findFirst();
        return article.map(found -> changeForm(Acts.FIX, found, question, job, who))
                .orElseGet(
                        () -> new Response.Said(
                                "That answer stands on no article, so there is none to fix. Answer it, and use your answer as knowledge."));
    }

    Response reviseForm(String id, Actor who) {
        if (!Workbench.mayPropose(who)) {
            return Workbench.NO_MENTOR;
        }
        return bench.knowledge()
                .base()
                .article(id)
                .map(found -> changeForm(Acts.REVISE, found, "", "", who))
                .orElseGet(() -> new Response.Said("There is no such article any more."));
    }

    private Response changeForm(String act, Article article, String question, String job, Actor who) {
        Optional<ArticleText> text = bench.shelf().text(article);
        String context = article.id() + "|" + job;
        if (text.isEmpty() || context.length() > LONGEST_CONTEXT) {
            return new Response.Said("This article can only be changed in its file: " + article.origin());
        }
        List<Articles.Part> parts = Articles.parts(text.get().markdown());
        int index = part(article, question, parts);
        boolean fits = index >= 0 && parts.get(index).text().length() <= Forms.LONGEST;
        Board board = new Board(who.person().platform(), who.person().workspace());
        return new Response.Opened(Forms.change(
                act,
                context + "|" + (fits ? index : -1),
                article.title(),
                article.shortAnswer(),
                fits ? parts.get(index).heading() : "",
                fits ? parts.get(index).text() : "",
                bench.people().name(board, who.person().id(), "")));
    }

    /** The part that an answer to the question most likely stood on. */
    private int part(Article article, String question, List<Articles.Part> parts) {
        if (parts.isEmpty()) {
            return -1;
        }
        if (question.isBlank()) {
            return 0;
        }
        Evidence evidence = bench.knowledge().retriever().retrieve(new Query(question, question, Map.of()));
        return evidence.ranked().stream()
                .filter(ranked -> ranked.article().id().equals(article.id()))
                .flatMap(ranked -> ranked.hits().stream())
                .map(hit -> hit.passage().heading())
                .flatMap(heading -> parts.stream().filter(part -> part.heading().equals(heading)))
                .map(parts::indexOf)
                .findFirst()
                .orElse(0);
    }

    /** Takes in another wording of an article. */
    Response change(String context, Actor who, Map<String, String> values) {
        if (!Workbench.mayPropose(who)) {
            return Workbench.NO_MENTOR;
        }
        String[] parts = context.split("\\|", -1);
        Optional<Article> article = bench.knowledge().base().article(parts[0]);
        Optional<ArticleText> text = article.flatMap(bench.shelf()::text);
        if (parts.length < 3 || article.isEmpty() || text.isEmpty()) {
            return new Response.Said("There is no such article any more.");
        }
        String markdown = text.get().markdown();
        String shortAnswer = Forms.value(values, Forms.SHORT);
        if (!shortAnswer.isEmpty() && !shortAnswer.equals(article.get().shortAnswer())) {
            markdown = Articles.withShort(markdown, shortAnswer);
        }
        int index = Integer.parseInt(parts[2]);
        List<Articles.Part> sections = Articles.parts(markdown);
        String section = Forms.value(values, Forms.SECTION);
        if (!section.isEmpty()
                && index >= 0
                && index < sections.size()
                && !section.equals(sections.get(index).text())) {
            markdown = Articles.withPart(markdown, sections.get(index), section);
        }
        String job = bench.store()
                                .exchanged(parts[1])
                                .filter(one -> who.sees(new Board(
                                        one.job().key().platform(),
                                        one.job().key().workspace())))
                                .isPresent()
                        || bench.store()
                                .handOver(parts[1])
                                .filter(one -> who.sees(one.board()))
                                .isPresent()
                ? parts[1]
                : "";
        return change(article.get(), text.get(), markdown, job, Forms.credit(values, name(who)), who);
    }

    private String name(Actor who) {
        return bench.people()
                .name(
                        new Board(who.person().platform(), who.person().workspace()),
                        who.person().id(),
                        "");
    }

    /** Proposes a whole file in the place of an article's; for the console. */
    public Response rewrite(Board board, String id, String markdown, Actor who) {
        if (!Workbench.mayPropose(who) || !who.sees(board)) {
            return Workbench.NO_MENTOR;
        }
        Optional<Article> article = bench.knowledge().base().article(id);
        Optional<ArticleText> text = article.flatMap(bench.shelf()::text);
        return text.isEmpty()
                ? new Response.Said("There is no such article any more.")
                : change(article.get(), text.get(), markdown.replace("\r\n", "\n"), "", "", board, who);
    }

    private Response change(Article article, ArticleText text, String markdown, String job, String credit, Actor who) {
        Board board = bench.store()
                .handOver(job)
                .map(HandOver::board)
                .orElseGet(() -> new Board(who.person().platform(), who.person().workspace()));
        return change(article, text, markdown, job, credit, board, who);
    }

    private Response change(
            Article article, ArticleText text, String markdown, String job, String credit, Board board, Actor who) {
        if (markdown.equals(text.markdown())) {
            return new Response.Said("Nothing was changed, so nothing was proposed.");
        }
        // What was asked in private is nobody's to read again.
        String question = bench.store()
                .exchanged(job)
                .map(Exchanged::job)
                .filter(one -> !one.conversation().isPrivate()
                        && bench.people().reaches(one.key().platform())
                        && bench.people().port(one.key().platform()).isShared(one))
                .map(one -> Scrub.of(one.text(), bench.people().names(board, one.author())))
                .orElse("");
        Contribution draft = new Contribution(
                bench.number(),
                board,
                Contribution.State.DRAFT,
                text.origin(),
                article.id(),
                article.title(),
                markdown,
                text.markdown(),
                question,
                job,
                "",
                who.person().id(),
                credit,
                who.person().id(),
                "",
                "",
                bench.clock().instant(),
                null,
                0);
        return bench.stored(draft, who);
    }
}
