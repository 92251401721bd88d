package io.github.mlmentor.mentoring;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.ArticleText;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.Problem;
import io.github.mlmentor.knowledge.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is decided about drafts and articles: edited, approved, rejected, confirmed. Thread-safe. */
public final class Curators {
    private static final Response AGAIN = new Response.Said(
            "Somebody else changed it in the same moment. Look at the draft, and try again if you still want to.");
    private static final String REVIEWER = "the curators of this community";
    private static final int MOST_SHOWN = 1_500;

    private final Workbench bench;

    Curators(Workbench bench) {
        this.bench = bench;
    }

    Response editForm(String id, Actor who) {
        return draft(id, who, Workbench.mayPropose(who), draft -> {
            Optional<Article> article = bench.shelf().read(draft.origin(), draft.markdown());
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
        return draft(id, who, Workbench.mayPropose(who), draft -> {
            if (!seen(draft).equals(seen)) {
                return new Response.Said("The draft was changed while you wrote, so yours was not saved. You wrote: "
                        + Words.shortened(Forms.value(values, Forms.ANSWER), MOST_SHOWN));
            }
            Optional<Article> before = bench.shelf().read(draft.origin(), draft.markdown());
            List<String> names = bench.store()
                    .handOver(draft.handOver())
                    .map(bench::namesInAnswers)
                    .orElse(List.of());
            String title = Workbench.title(
                    Scrub.of(Forms.value(values, Forms.QUESTION), names).replaceAll("\\s+", " "));
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
                    bench.catalogue());
            return edited(draft, title, markdown, who);
        });
    }

    /** Puts a whole file in the place of a draft's; for the console. */
    public Response edit(String id, String markdown, Actor who) {
        return draft(
                id,
                who,
                Workbench.mayPropose(who),
                draft -> edited(
                        draft,
                        bench.shelf()
                                .read(draft.origin(), markdown)
                                .map(Article::title)
                                .orElse(draft.title()),
                        markdown.replace("\r\n", "\n"),
                        who));
    }

    private Response edited(Contribution draft, String title, String markdown, Actor who) {
        Contribution next = draft.edited(title, markdown, who.person().id());
        return bench.store().apply(Change.of(bench.entry(draft, who, "edit")).contribution(draft, next))
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
            if (draft.editor().equals(who.person().id()) && !bench.conduct().approveOwn()) {
                return new Response.Said("This text is your own. Somebody else has to approve it.");
            }
            Optional<Published> before = bench.store().published(draft.origin());
            String current = bench.shelf()
                    .text(draft.origin())
                    .map(ArticleText::markdown)
                    .orElse("");
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
            String markdown = Articles.reviewed(draft.markdown(), bench.shelf().today(), REVIEWER);
            List<Problem> fatal = bench.shelf().problems(draft.origin(), markdown).stream()
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
                Contribution.State.APPROVED,
                article.markdown(),
                who.person().id(),
                "",
                bench.clock().instant());
        Change change = Change.of(bench.entry(draft, who, "approve"))
                .contribution(draft, next)
                .publish(article);
        if (!draft.question().isEmpty()) {
            change.check(
                    new Check(draft.question(), draft.article(), bench.clock().instant(), null));
        }
        if (!draft.job().isEmpty()) {
            change.show(Dispatch.amendment(draft));
        }
        if (!bench.store().apply(change)) {
            return AGAIN;
        }
        bench.shelf().changed();
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
                bench.clock().instant(),
                before.map(Published::revision).orElse(0));
    }

    Response rejectForm(String id, Actor who) {
        return draft(id, who, who.rights().curator(), draft -> new Response.Opened(Forms.reject(id)));
    }

    /** Decides against a draft; its author reads why. */
    public Response reject(String id, Actor who, String reason) {
        return draft(id, who, who.rights().curator(), draft -> {
            Contribution next = draft.decided(
                    Contribution.State.REJECTED,
                    draft.markdown(),
                    who.person().id(),
                    reason,
                    bench.clock().instant());
            return bench.store()
                            .apply(Change.of(bench.entry(draft, who, "reject")).contribution(draft, next))
                    ? new Response.Done()
                    : AGAIN;
        });
    }

    /** Says that an article is still true: it counts as read today. */
    public Response confirm(String article, Actor who) {
        if (!who.rights().curator()) {
            return new Response.Said("Only curators can do that.");
        }
        Optional<Article> found = bench.knowledge().base().article(article);
        Optional<Published> before = found.flatMap(one -> bench.store().published(one.origin()));
        Optional<ArticleText> text = found.flatMap(bench.shelf()::text);
        if (text.isEmpty()) {
            return new Response.Said("There is no such article any more.");
        }
        String current = text.get().markdown();
        String markdown = Articles.reviewed(current, bench.shelf().today(), REVIEWER);
        if (markdown.equals(current)) {
            return new Response.Said("It was confirmed today already.");
        }
        Board board = new Board(who.person().platform(), who.person().workspace());
        AuditEntry entry = new AuditEntry(
                board,
                who.person().id(),
                "confirm",
                "article/" + article,
                bench.clock().instant());
        if (!bench.store().apply(Change.of(entry).publish(published(text.get().origin(), before, markdown, current)))) {
            return AGAIN;
        }
        bench.shelf().changed();
        return new Response.Said("Thank you. It counts as read today and is due again in a year.");
    }

    private Response draft(String id, Actor who, boolean may, Function<Contribution, Response> act) {
        Optional<Contribution> draft = bench.store().contribution(id).filter(one -> who.sees(one.board()));
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
}
