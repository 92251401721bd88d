package io.github.mlmentor.mentoring;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What those see who decide what becomes knowledge. Thread-safe. */
final class Drafts {
    private static final int MOST = 1_800;
    private static final int CONTEXT = 1;
    private static final int QUESTION = 300;
    private static final int PROBLEMS = 3;

    private final People people;
    private final Shelf shelf;

    Drafts(People people, Shelf shelf) {
        this.people = people;
        this.shelf = shelf;
    }

    Reply.Panel draft(Contribution about) {
        List<Block> body = new ArrayList<>();
        String author = people.name(about.board(), about.author(), "a mentor");
        body.add(Words.line((about.isChange() ? "A change of an article, by " : "A new article, by ")
                + author
                + (about.credit().isEmpty() ? ", who is not named in it." : ", who is named in it.")));
        if (about.state() == Contribution.State.DRAFT) {
            if (about.isChange()) {
                body.add(new Block.Code("diff", Words.shortened(diff(about.base(), about.markdown()), MOST)));
            } else {
                whole(about, body);
            }
            if (about.isChange() && !about.question().isEmpty()) {
                body.add(Words.labelled("Must answer from now on", Words.shortened(about.question(), QUESTION)));
            }
            problems(about).ifPresent(body::add);
        } else {
            String by = people.name(about.board(), about.decidedBy(), "a curator");
            body.add(Words.line(
                    about.state() == Contribution.State.APPROVED
                            ? "Approved by " + by + "; every question is answered from it now."
                            : "Rejected by " + by + ": " + about.reason()));
        }
        String title =
                switch (about.state()) {
                    case DRAFT -> "Draft: ";
                    case APPROVED -> "Approved: ";
                    case REJECTED -> "Rejected: ";
                };
        return new Reply.Panel(Words.shortened(title + about.title(), 140), new Document(body), actions(about));
    }

    /** What will be stored, as it will be read. */
    private void whole(Contribution about, List<Block> body) {
        Optional<Article> read = shelf.read(about.origin(), about.markdown());
        if (read.isEmpty()) {
            body.add(new Block.Code("markdown", Words.shortened(about.markdown(), MOST)));
            return;
        }
        Article article = read.get();
        body.add(Words.labelled("Asked as", String.join(" · ", article.asks())));
        if (!article.shortAnswer().isEmpty()) {
            body.add(Words.labelled("Short answer", article.shortAnswer()));
        }
        int left = MOST;
        for (Block block : article.sections().stream()
                .flatMap(section -> section.body().blocks().stream())
                .toList()) {
            left -= new Document(List.of(block)).plainText().length();
            if (left < 0) {
                body.add(Words.line("… the rest stands in the console."));
                break;
            }
            body.add(block);
        }
        if (!article.seeAlso().isEmpty()) {
            body.add(Words.labelled("Related", String.join(", ", article.seeAlso())));
        }
    }

    private Optional<Block> problems(Contribution about) {
        List<String> problems = shelf.problems(about.origin(), about.markdown()).stream()
                .map(Drafts::line)
                .limit(PROBLEMS)
                .toList();
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.labelled("To be looked at", String.join(" · ", problems)));
    }

    private static String line(Problem problem) {
        return problem.message() + "; " + problem.mend();
    }

    /** The lines that change, with one around them. */
    static String diff(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                "", "", old, DiffUtils.diff(old, after.lines().toList()), CONTEXT);
        return String.join("\n", lines.size() > 2 ? lines.subList(2, lines.size()) : lines);
    }

    private static List<Action> actions(Contribution about) {
        if (about.state() != Contribution.State.DRAFT) {
            return List.of();
        }
        List<Action> actions = new ArrayList<>();
        actions.add(new Action(Acts.APPROVE, "Approve", Curators.seen(about), Action.Weight.PRIMARY));
        if (!about.isChange()) {
            actions.add(new Action(Acts.EDIT, "Edit", about.id(), Action.Weight.NORMAL));
        }
        actions.add(new Action(Acts.REJECT, "Reject", about.id(), Action.Weight.DANGER));
        return actions;
    }
}
