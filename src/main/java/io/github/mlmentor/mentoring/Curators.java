package io.github.mlmentor.mentoring;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.ArticleText;
import io.github.mlmentor.knowledge.Catalogue;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.Problem;
import io.github.mlmentor.knowledge.Schema;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Ranked;
import io.github.mlmentor.retrieval.Searchable;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What becomes of mentors' words: proposed by one person, decided by another. Thread-safe. */
public final class Curators {
    private static final Response NO_MENTOR = new Response.Said("Only mentors and curators can do that.");
    private static final Response AGAIN = new Response.Said(
            "Somebody else changed it in the same moment. Look at the draft, and try again if you still want to.");
    private static final String NO_CARD = "-";
    private static final String GAP = "gap-";
    private static final String REVIEWER = "the curators of this community";
    private static final int MOST_RELATED = 3;
    private static final int MOST_SHOWN = 1_500;
    private static final int LONGEST_CONTEXT = 80;

    private final MentorStore store;
    private final Gaps gaps;
    private final GapStore groups;
    private final People people;
    private final Supplier<Searchable> knowledge;
    private final Shelf shelf;
    private final Conduct conduct;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Curators(
            MentorStore store,
            Gaps gaps,
            GapStore groups,
            People people,
            Supplier<Searchable> knowledge,
            Shelf shelf,
            Conduct conduct,
            Clock clock) {
        this.store = store;
        this.gaps = gaps;
        this.groups = groups;
        this.people = people;
        this.knowledge = knowledge;
        this.shelf = shelf;
        this.conduct = conduct;
        this.clock = clock;
    }

    private static boolean mayPropose(Actor who) {
        return who.rights().mentor() || who.rights().curator();
    }

    Response knowledgeForm(String id, Actor who) {
        Optional<HandOver> found = store.handOver(id).filter(one -> who.sees(one.board()));
        if (found.isEmpty()) {
            return new Response.Said("There is no such question here.");
        }
        if (!mayPropose(who)) {
            return NO_MENTOR;
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
        if (!who.sees(spoken.board()) || !mayPropose(who)) {
            return NO_MENTOR;
        }
        Optional<HandOver> from = store.byCard(spoken.board(), spoken.card());
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

    /** What a mentor wrote is never searched for an anonymous learner's names: what is found would say who he is. */
    private List<String> namesInAnswers(HandOver from) {
        return from.asked().anonymous()
                ? List.of()
                : people.names(from.board(), from.asked().learner());
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
        List<String> names = people.names(board, learner);
        String asked = Scrub.of(question, names).replaceAll("\\s+", " ");
        String title = title(asked);
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
        return author.equals(who.person().id()) ? people.name(board, author, "") : "";
    }

    private static String title(String question) {
        if (question.length() <= Schema.TITLE_LIMIT) {
            return question;
        }
        // People tell their story first and ask at the end.
        Optional<String> asked = Arrays.stream(question.split("(?<=[.!?])\\s+"))
                .filter(sentence -> sentence.endsWith("?") && sentence.length() <= Schema.TITLE_LIMIT)
                .reduce((earlier, later) -> later);
        if (asked.isPresent()) {
            return asked.get();
        }
        int cut = question.lastIndexOf(' ', Schema.TITLE_LIMIT - 1);
        return question.substring(0, cut > 0 ? cut : Schema.TITLE_LIMIT - 1).stripTrailing() + "…";
    }

    /** The articles nearest to a question, best first. */
    private List<Article> near(String question) {
        if (question.isBlank()) {
            return List.of();
        }
        Evidence evidence = knowledge.get().retriever().retrieve(new Query(question, question, Map.of()));
        return evidence.ranked().stream()
                .map(Ranked::article)
                .limit(MOST_RELATED)
                .toList();
    }

    /** An article for what is asked again and again; by an answer that a mentor writes now. */
    public Response gapForm(String id, Actor who) {
        Optional<Gap> gap = gap(id, who);
        if (!mayPropose(who)) {
            return NO_MENTOR;
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
        return people.ports().stream()
                .flatMap(port -> port.boards().stream())
                .filter(board -> who.everywhere() || board.equals(own))
                .flatMap(board -> gaps.find(board, id).stream())
                .findFirst();
    }

    /** Takes in the form for a new article. What is wrong with it is shown on the draft, so that nothing written is lost. */
    Response propose(String context, Actor who, Map<String, String> values) {
        Optional<HandOver> from = store.handOver(context).filter(one -> who.sees(one.board()));
        Optional<Gap> gap = context.startsWith(GAP) ? gap(context.substring(GAP.length()), who) : Optional.empty();
        if (!mayPropose(who) || (from.isEmpty() && gap.isEmpty() && !context.equals(NO_CARD))) {
            return NO_MENTOR;
        }
        Board board = from.map(HandOver::board)
                .or(() -> gap.map(Gap::board))
                .orElseGet(() -> new Board(who.person().platform(), who.person().workspace()));
        List<String> names = from.map(this::namesInAnswers).orElse(List.of());
        String credit = Forms.credit(values, people.name(board, who.person().id(), ""));
        String answer = Scrub.of(Forms.value(values, Forms.ANSWER), names);
        return propose(
                board,
                from,
                Scrub.of(Forms.value(values, Forms.QUESTION), names),
                Scrub.of(Forms.value(values, Forms.ASKS), names).lines().toList(),
                answer,
                Arrays.stream(Forms.value(values, Forms.RELATED).split("[,\\s]+"))
                        .filter(id -> knowledge.get().base().article(id).isPresent())
                        .toList(),
                credit,
                gap.map(Gap::id).orElse(""),
                who);
    }

    Response propose(Spoken spoken, Actor who) {
        if (!who.sees(spoken.board()) || !mayPropose(who)) {
            return new Response.Done();
        }
        Optional<HandOver> from = store.byCard(spoken.board(), spoken.card());
        List<String> names = people.names(
                spoken.board(), from.map(one -> one.asked().learner()).orElse(spoken.learner()));
        String question = Scrub.of(from.map(one -> one.asked().question()).orElse(spoken.question()), names);
        String line = question.replaceAll("\\s+", " ");
        return propose(
                spoken.board(),
                from,
                line.isEmpty() ? "A question that is still to be worded" : title(line),
                line.isEmpty() ? List.of() : List.of(line),
                Scrub.of(spoken.reply(), from.map(this::namesInAnswers).orElse(names)),
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
        String title = title(question.replaceAll("\\s+", " "));
        String id = free(Articles.id(title));
        Kind kind = related.stream()
                .flatMap(one -> knowledge.get().base().article(one).stream())
                .map(Article::kind)
                .filter(Articles::isGeneral)
                .findFirst()
                .orElse(Kind.PRACTICE);
        String markdown =
                Articles.write(new Articles.Ingredients(id, title, kind, asks, answer, related, credit), catalogue());
        Contribution draft = new Contribution(
                number(),
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
                clock.instant(),
                null,
                0);
        Response response = stored(draft, who);
        if (!gap.isEmpty()) {
            groups.drafted(gap, draft.id());
        }
        return response;
    }

    private Response stored(Contribution draft, Actor who) {
        boolean stored = store.apply(Change.of(entry(draft, who, "propose")).contribution(null, draft));
        return new Response.Said(
                stored
                        ? "Thank you. The draft is in the mentors' channel, where "
                                + (conduct.approveOwn() ? "a curator decides." : "a second person decides.")
                        : "That did not work just now. Please try again in a minute.");
    }

    private String free(String id) {
        String free = id;
        for (int number = 2; shelf.isTaken(free); number++) {
            free = id + "-" + number;
        }
        return free;
    }

    private Catalogue catalogue() {
        return knowledge.get().base().catalogue();
    }

    private String number() {
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        return "c" + HexFormat.of().formatHex(bytes);
    }

    Response fixForm(String job, Actor who) {
        if (!mayPropose(who)) {
            return NO_MENTOR;
        }
        Optional<HandOver> from = store.handOver(job);
        Optional<Exchanged> exchanged = store.exchanged(job);
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
                .flatMap(id -> knowledge.get().base().article(id).stream())
                .findFirst();
        return article.map(found -> changeForm(Acts.FIX, found, question, job, who))
                .orElseGet(
                        () -> new Response.Said(
                                "That answer stands on no article, so there is none to fix. Answer it, and use your answer as knowledge."));
    }

    Response reviseForm(String id, Actor who) {
        if (!mayPropose(who)) {
            return NO_MENTOR;
        }
        return knowledge
                .get()
                .base()
                .article(id)
                .map(found -> changeForm(Acts.REVISE, found, "", "", who))
                .orElseGet(() -> new Response.Said("There is no such article any more."));
    }

    private Response changeForm(String act, Article article, String question, String job, Actor who) {
        Optional<ArticleText> text = shelf.text(article);
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
                people.name(board, who.person().id(), "")));
    }

    /** The part that an answer to the question most likely stood on. */
    private int part(Article article, String question, List<Articles.Part> parts) {
        if (parts.isEmpty()) {
            return -1;
        }
        if (question.isBlank()) {
            return 0;
        }
        Evidence evidence = knowledge.get().retriever().retrieve(new Query(question, question, Map.of()));
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
        if (!mayPropose(who)) {
            return NO_MENTOR;
        }
        String[] parts = context.split("\\|", -1);
        Optional<Article> article = knowledge.get().base().article(parts[0]);
        Optional<ArticleText> text = article.flatMap(shelf::text);
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
        String job = store.exchanged(parts[1])
                                .filter(one -> who.sees(new Board(
                                        one.job().key().platform(),
                                        one.job().key().workspace())))
                                .isPresent()
                        || store.handOver(parts[1])
                                .filter(one -> who.sees(one.board()))
                                .isPresent()
                ? parts[1]
                : "";
        return change(article.get(), text.get(), markdown, job, Forms.credit(values, name(who)), who);
    }

    private String name(Actor who) {
        return people.name(
                new Board(who.person().platform(), who.person().workspace()),
                who.person().id(),
                "");
    }

    /** Proposes a whole file in the place of an article's; for the console. */
    public Response rewrite(Board board, String id, String markdown, Actor who) {
        if (!mayPropose(who) || !who.sees(board)) {
            return NO_MENTOR;
        }
        Optional<Article> article = knowledge.get().base().article(id);
        Optional<ArticleText> text = article.flatMap(shelf::text);
        return text.isEmpty()
                ? new Response.Said("There is no such article any more.")
                : change(article.get(), text.get(), markdown.replace("\r\n", "\n"), "", "", board, who);
    }

    private Response change(Article article, ArticleText text, String markdown, String job, String credit, Actor who) {
        Board board = store.handOver(job)
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
        String question = store.exchanged(job)
                .map(Exchanged::job)
                .filter(one -> !one.conversation().isPrivate()
                        && people.reaches(one.key().platform())
                        && people.port(one.key().platform()).isShared(one))
                .map(one -> Scrub.of(one.text(), people.names(board, one.author())))
                .orElse("");
        Contribution draft = new Contribution(
                number(),
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
                clock.instant(),
                null,
                0);
        return stored(draft, who);
    }

    Response editForm(String id, Actor who) {
        return draft(id, who, mayPropose(who), draft -> {
            Optional<Article> article = shelf.read(draft.origin(), draft.markdown());
            if (draft.isChange() || article.isEmpty()) {
                return new Response.Said("This draft is edited in the console, where the whole file can be seen.");
            }
            String body = Articles.parts(draft.markdown()).stream()
                    .map(Articles.Part::text)
                    .reduce("", (one, other) -> one.isEmpty() ? other : one + "\n\n" + other);
            String answer = article.get().shortAnswer() + (body.isEmpty() ? "" : "\n\n" + body);
            List<String> asks = article.get().asks().stream()
                    .filter(ask -> !Schema.askKey(ask).equals(Schema.askKey(draft.title())))
                    .toList();
            String others = String.join("\n", asks);
            return Articles.parts(draft.markdown()).size() > 1
                            || answer.length() > Forms.LONGEST
                            || others.length() > Forms.LONGEST_ASKS
                    ? new Response.Said("This draft is edited in the console, where the whole file can be seen.")
                    : new Response.Opened(Forms.edit(seen(draft), draft.title(), others, answer));
        });
    }

    Response edit(String seen, Actor who, Map<String, String> values) {
        String id = seen.replaceFirst("\\..*", "");
        return draft(id, who, mayPropose(who), draft -> {
            if (!seen(draft).equals(seen)) {
                return new Response.Said("The draft was changed while you wrote, so yours was not saved. You wrote: "
                        + Words.shortened(Forms.value(values, Forms.ANSWER), MOST_SHOWN));
            }
            Optional<Article> before = shelf.read(draft.origin(), draft.markdown());
            List<String> names =
                    store.handOver(draft.handOver()).map(this::namesInAnswers).orElse(List.of());
            String title =
                    title(Scrub.of(Forms.value(values, Forms.QUESTION), names).replaceAll("\\s+", " "));
            String answer = Scrub.of(Forms.value(values, Forms.ANSWER), names);
            if (title.isEmpty() || answer.isEmpty()) {
                return new Response.Said("A question and an answer are needed, and one of them was empty.");
            }
            String markdown = Articles.write(
                    new Articles.Ingredients(
                            draft.article(),
                            title,
                            before.map(Article::kind).orElse(Kind.PRACTICE),
                            Scrub.of(Forms.value(values, Forms.ASKS), names)
                                    .lines()
                                    .toList(),
                            answer,
                            before.map(Article::seeAlso).orElse(List.of()),
                            draft.credit()),
                    catalogue());
            return edited(draft, title, markdown, who);
        });
    }

    /** Puts a whole file in the place of a draft's; for the console. */
    public Response edit(String id, String markdown, Actor who) {
        return draft(
                id,
                who,
                mayPropose(who),
                draft -> edited(
                        draft,
                        shelf.read(draft.origin(), markdown).map(Article::title).orElse(draft.title()),
                        markdown.replace("\r\n", "\n"),
                        who));
    }

    private Response edited(Contribution draft, String title, String markdown, Actor who) {
        Contribution next = draft.edited(title, markdown, who.person().id());
        return store.apply(Change.of(entry(draft, who, "edit")).contribution(draft, next))
                ? new Response.Done()
                : AGAIN;
    }

    /** What the button of a draft carries: which draft, and in which state it was seen. */
    static String seen(Contribution draft) {
        return draft.id() + "." + draft.version();
    }

    Response approveSeen(String seen, Actor who) {
        int dot = seen.indexOf('.');
        return dot < 0
                ? new Response.Said("That button is of an older version of me.")
                : approve(seen.substring(0, dot), Integer.parseInt(seen.substring(dot + 1)), who);
    }

    /**
     * Makes a draft knowledge: it is served within seconds.
     *
     * @param version the state in which it was seen; a text that was changed since is not approved unseen
     */
    public Response approve(String id, int version, Actor who) {
        return draft(id, who, who.rights().curator(), draft -> {
            if (draft.version() != version) {
                return new Response.Said("The draft was changed since you saw it. Look at it again.");
            }
            if (draft.editor().equals(who.person().id()) && !conduct.approveOwn()) {
                return new Response.Said("This text is your own. Somebody else has to approve it.");
            }
            Optional<Published> before = store.published(draft.origin());
            String current =
                    shelf.text(draft.origin()).map(ArticleText::markdown).orElse("");
            if (!current.isEmpty() && !draft.isChange()) {
                return new Response.Said(
                        "An article of that name was approved meanwhile. Reject this draft, and fix that article if"
                                + " it misses something.");
            }
            if (!current.equals(draft.base())) {
                return new Response.Said(
                        "The article has changed since this was written, so that approving it would undo that."
                                + " Edit the draft in the console, or reject it and fix the article again.");
            }
            String markdown = Articles.reviewed(draft.markdown(), shelf.today(), REVIEWER);
            List<Problem> fatal = shelf.problems(draft.origin(), markdown).stream()
                    .filter(Problem::fatal)
                    .toList();
            if (!fatal.isEmpty()) {
                return new Response.Said("It cannot be served like this: "
                        + fatal.get(0).message() + "; " + fatal.get(0).mend() + ".");
            }
            return approved(draft, published(draft.origin(), before, markdown, current), who);
        });
    }

    private Response approved(Contribution draft, Published article, Actor who) {
        Contribution next = draft.decided(
                Contribution.State.APPROVED, article.markdown(), who.person().id(), "", clock.instant());
        Change change = Change.of(entry(draft, who, "approve"))
                .contribution(draft, next)
                .publish(article);
        if (!draft.question().isEmpty()) {
            change.check(new Check(draft.question(), draft.article(), clock.instant(), null));
        }
        if (!draft.job().isEmpty()) {
            change.show(Dispatch.amendment(draft));
        }
        if (!store.apply(change)) {
            return AGAIN;
        }
        shelf.changed();
        return new Response.Done();
    }

    /** What takes the place of what was published before, if that is still what is there. */
    private Published published(String origin, Optional<Published> before, String markdown, String current) {
        List<String> known = new ArrayList<>(before.map(Published::known).orElse(List.of()));
        if (!current.isEmpty()) {
            known.add(Fingerprint.of(current));
        }
        known.add(Fingerprint.of(markdown));
        return new Published(
                origin,
                markdown,
                known.stream().distinct().toList(),
                clock.instant(),
                before.map(Published::revision).orElse(0));
    }

    Response rejectForm(String id, Actor who) {
        return draft(id, who, who.rights().curator(), draft -> new Response.Opened(Forms.reject(id)));
    }

    /** Decides against a draft; its author reads why. */
    public Response reject(String id, Actor who, String reason) {
        return draft(id, who, who.rights().curator(), draft -> {
            Contribution next = draft.decided(
                    Contribution.State.REJECTED, draft.markdown(), who.person().id(), reason, clock.instant());
            return store.apply(Change.of(entry(draft, who, "reject")).contribution(draft, next))
                    ? new Response.Done()
                    : AGAIN;
        });
    }

    /** Says that an article is still true: it counts as read today. */
    public Response confirm(String article, Actor who) {
        if (!who.rights().curator()) {
            return new Response.Said("Only curators can do that.");
        }
        Optional<Article> found = knowledge.get().base().article(article);
        Optional<Published> before = found.flatMap(one -> store.published(one.origin()));
        Optional<ArticleText> text = found.flatMap(shelf::text);
        if (text.isEmpty()) {
            return new Response.Said("There is no such article any more.");
        }
        String current = text.get().markdown();
        String markdown = Articles.reviewed(current, shelf.today(), REVIEWER);
        if (markdown.equals(current)) {
            return new Response.Said("It was confirmed today already.");
        }
        Board board = new Board(who.person().platform(), who.person().workspace());
        AuditEntry entry = new AuditEntry(board, who.person().id(), "confirm", "article/" + article, clock.instant());
        if (!store.apply(Change.of(entry).publish(published(text.get().origin(), before, markdown, current)))) {
            return AGAIN;
        }
        shelf.changed();
        return new Response.Said("Thank you. It counts as read today and is due again in a year.");
    }

    private Response draft(String id, Actor who, boolean may, Function<Contribution, Response> act) {
        Optional<Contribution> draft = store.contribution(id).filter(one -> who.sees(one.board()));
        if (draft.isEmpty()) {
            return new Response.Said("There is no such draft here.");
        }
        if (!may) {
            return new Response.Said("Only curators can do that.");
        }
        return draft.get().state() == Contribution.State.DRAFT
                ? act.apply(draft.get())
                : new Response.Said(
                        draft.get().state() == Contribution.State.APPROVED
                                ? "It is approved already."
                                : "It was rejected already.");
    }

    private AuditEntry entry(Contribution about, Actor who, String act) {
        return new AuditEntry(about.board(), who.person().id(), act, "draft/" + about.id(), clock.instant());
    }
}
