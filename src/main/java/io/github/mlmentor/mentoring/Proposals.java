package io.github.mlmentor.mentoring;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Ranked;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** New articles, of what mentors answered, and of what is asked in vain. Thread-safe. */
final class Proposals {
    private static final String NO_CARD = "-";
    private static final String GAP = "gap-";
    private static final int MOST_RELATED = 3;

    private final Workbench bench;
    private final Gaps gaps;
    private final GapStore groups;

    Proposals(Workbench bench, Gaps gaps, GapStore groups) {
        this.bench = bench;
        this.gaps = gaps;
        this.groups = groups;
    }

    Response knowledgeForm(String id, Actor who) {
        Optional<HandOver> found = bench.store().handOver(id).filter(one -> who.sees(one.board()));
        if (found.isEmpty()) {
            return new Response.Said("There is no such question here.");
        }
        if (!Workbench.mayPropose(who)) {
            return Workbench.NO_MENTOR;
        }
        HandOver from = found.get();
        if (from.standing().answer().isEmpty()) {
            return new Response.Said("No mentor has answered it yet.");
        }
        return new Response.Opened(form(
                from.id(),
                from.board(),
                from.asked().learner(),
                from.asked().question(),
                from.standing().answer(),
                from.standing().answeredBy(),
                from.asked().anonymous(),
                who));
    }

    Response useForm(Spoken spoken, Actor who) {
        if (!who.sees(spoken.board()) || !Workbench.mayPropose(who)) {
            return Workbench.NO_MENTOR;
        }
        Optional<HandOver> from = bench.store().byCard(spoken.board(), spoken.card());
        return new Response.Opened(form(
                from.map(HandOver::id).orElse(NO_CARD),
                spoken.board(),
                from.map(one -> one.asked().learner()).orElse(spoken.learner()),
                from.map(one -> one.asked().question()).orElse(spoken.question()),
                spoken.reply(),
                spoken.author(),
                from.filter(one -> one.asked().anonymous()).isPresent(),
                who));
    }

    private io.github.mlmentor.chat.Form form(
            String context,
            Board board,
            String learner,
            String question,
            String answer,
            String author,
            boolean anonymous,
            Actor who) {
        List<String> names = bench.people().names(board, learner);
        String asked = Scrub.of(question, names).replaceAll("\\s+", " ");
        String title = Workbench.title(asked);
        List<String> asks = asked.equals(title) || asked.isEmpty() ? List.of() : List.of(asked);
        String clean = Scrub.of(answer, anonymous ? List.of() : names);
        return Forms.knowledge(
                context,
                title,
                asks,
                clean.length() > Forms.LONGEST ? clean.substring(0, Forms.LONGEST) : clean,
                String.join(", ", near(title).stream().map(Article::id).toList()),
                creditable(board, author, who));
    }

    /** Nobody but the author can consent to being named. */
    private String creditable(Board board, String author, Actor who) {
        return author.equals(who.person().id()) ? bench.people().name(board, author, "") : "";
    }

    /** The articles nearest to a question, best first. */
    private List<Article> near(String question) {
        if (question.isBlank()) {
            return List.of();
        }
        Evidence evidence = bench.knowledge().retriever().retrieve(new Query(question, question, Map.of()));
        return evidence.ranked().stream()
                .map(Ranked::article)
                .limit(MOST_RELATED)
                .toList();
    }

    /** An article for what is asked again and again; by an answer that a mentor writes now. */
    public Response gapForm(String id, Actor who) {
        Optional<Gap> gap = gap(id, who);
        if (!Workbench.mayPropose(who)) {
            return Workbench.NO_MENTOR;
        }
        if (gap.isEmpty()) {
            return new Response.Said("There is no such gap here.");
        }
        List<String> examples = gap.get().examples();
        String first = examples.isEmpty() ? "" : examples.get(0);
        io.github.mlmentor.chat.Form form =
                form(GAP + id, gap.get().board(), "", first, "", who.person().id(), false, who);
        return new Response.Opened(form);
    }

    private Optional<Gap> gap(String id, Actor who) {
        Board own = new Board(who.person().platform(), who.person().workspace());
        return bench.people().ports().stream()
                .flatMap(port -> port.boards().stream())
                .filter(board -> who.everywhere() || board.equals(own))
                .flatMap(board -> gaps.find(board, id).stream())
                .findFirst();
    }

    /** Takes in the form for a new article. What is wrong with it is shown on the draft, so that nothing written is lost. */
    Response propose(String context, Actor who, Map<String, String> values) {
        Optional<HandOver> from = bench.store().handOver(context).filter(one -> who.sees(one.board()));
        Optional<Gap> gap = context.startsWith(GAP) ? gap(context.substring(GAP.length()), who) : Optional.empty();
        if (!Workbench.mayPropose(who) || (from.isEmpty() && gap.isEmpty() && !context.equals(NO_CARD))) {
            return Workbench.NO_MENTOR;
        }
        Board board = from.map(HandOver::board)
                .or(() -> gap.map(Gap::board))
                .orElseGet(() -> new Board(who.person().platform(), who.person().workspace()));
        List<String> names = from.map(bench::namesInAnswers).orElse(List.of());
        String credit =
                Forms.credit(values, bench.people().name(board, who.person().id(), ""));
        String answer = Scrub.of(Forms.value(values, Forms.ANSWER), names);
        return propose(
                board,
                from,
                Scrub.of(Forms.value(values, Forms.QUESTION), names),
                Scrub.of(Forms.value(values, Forms.ASKS), names).lines().toList(),
                answer,
                Arrays.stream(Forms.value(values, Forms.RELATED).split("[,\\s]+"))
                        .filter(id -> bench.knowledge().base().article(id).isPresent())
                        .toList(),
                credit,
                gap.map(Gap::id).orElse(""),
                who);
    }

    Response propose(Spoken spoken, Actor who) {
        if (!who.sees(spoken.board()) || !Workbench.mayPropose(who)) {
            return new Response.Done();
        }
        Optional<HandOver> from = bench.store().byCard(spoken.board(), spoken.card());
        List<String> names = bench.people()
                .names(spoken.board(), from.map(one -> one.asked().learner()).orElse(spoken.learner()));
        String question = Scrub.of(from.map(one -> one.asked().question()).orElse(spoken.question()), names);
        String line = question.replaceAll("\\s+", " ");
        return propose(
                spoken.board(),
                from,
                line.isEmpty() ? "A question that is still to be worded" : Workbench.title(line),
                line.isEmpty() ? List.of() : List.of(line),
                Scrub.of(spoken.reply(), from.map(bench::namesInAnswers).orElse(names)),
                near(line).stream().map(Article::id).toList(),
                "",
                "",
                who);
    }

    private Response propose(
            Board board,
            Optional<HandOver> from,
            String question,
            List<String> asks,
            String answer,
            List<String> related,
            String credit,
            String gap,
            Actor who) {
        if (question.isEmpty() || answer.isEmpty()) {
            return new Response.Said("A question and an answer are needed, and one of them was empty.");
        }
        String title = Workbench.title(question.replaceAll("\\s+", " "));
        String id = free(Articles.id(title));
        Kind kind = related.stream()
                .flatMap(one -> bench.knowledge().base().article(one).stream())
                .map(Article::kind)
                .filter(Articles::isGeneral)
                .findFirst()
                .orElse(Kind.PRACTICE);
        String markdown = Articles.write(
                new Articles.Ingredients(id, title, kind, asks, answer, related, credit), bench.catalogue());
        Contribution draft = new Contribution(
                bench.number(),
                board,
                Contribution.State.DRAFT,
                Articles.origin(id),
                id,
                title,
                markdown,
                "",
                asks.isEmpty() ? title : asks.get(0),
                from.map(HandOver::id).orElse(""),
                from.map(HandOver::id).orElse(""),
                who.person().id(),
                credit,
                who.person().id(),
                "",
                "",
                bench.clock().instant(),
                null,
                0);
        Response response = bench.stored(draft, who);
        if (!gap.isEmpty()) {
            groups.drafted(gap, draft.id());
        }
        return response;
    }

    private String free(String id) {
        String free = id;
        for (int number = 2; bench.shelf().isTaken(free); number++) {
            free = id + "-" + number;
        }
        return free;
    }
}
