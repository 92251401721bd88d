package io.github.mlmentor.console;

import io.github.mlmentor.http.Response;
import io.github.mlmentor.mentoring.Contribution;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts that wait to become knowledge. */
final class DraftPages {
    private final Console.Parts parts;
    private final Boards boards;
    private final Forms forms;
    private final People people;

    DraftPages(Console.Parts parts, Boards boards, Forms forms) {
        this.parts = parts;
        this.boards = boards;
        this.forms = forms;
        this.people = new People(parts.ports());
    }

    void register() {
        boards.page("/drafts", this::list);
        boards.page("/drafts/{id}", this::one);
        boards.page("/drafts/{id}/edit", this::write);
        boards.change("/drafts/{id}/edit", this::edit);
        boards.change("/drafts/{id}/approve", this::approve);
    }

    /** A draft in the list. */
    private record Entry(String title, String what, String author, LocalDate on, String path, boolean own) {}

    private Entry entry(Visit visit, Contribution draft) {
        return new Entry(
                draft.title(),
                draft.isChange() ? "Another wording" : "A new article",
                people.name(draft.board(), draft.author(), "somebody of the board"),
                LocalDate.ofInstant(
                        draft.at(), ZoneId.of(parts.settings().mentoring().timezone())),
                visit.base() + "/drafts/" + draft.id(),
                draft.editor().equals(visit.actor().person().id()));
    }

    private void list(Visit visit, Response response) throws IOException {
        List<Entry> drafts = parts.store().drafts(visit.board()).stream()
                .map(draft -> entry(visit, draft))
                .toList();
        boards.send(visit, response, "drafts", "Drafts", "drafts", Map.of("drafts", drafts, "none", drafts.isEmpty()));
    }

    private Contribution find(Visit visit) {
        return parts.store()
                .contribution(visit.id())
                .filter(draft -> draft.board().equals(visit.board()))
                .orElseThrow(Visit::unknown);
    }

    private Map<String, Object> fields(Visit visit, Contribution draft) {
        boolean open = draft.state() == Contribution.State.DRAFT;
        boolean own = draft.editor().equals(visit.actor().person().id())
                && !parts.settings().mentoring().approveOwn();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("entry", entry(visit, draft));
        fields.put("draft", draft);
        fields.put("markdown", draft.markdown());
        fields.put("open", open);
        fields.put("approved", draft.state() == Contribution.State.APPROVED);
        fields.put("diff", Diff.of(draft.base(), draft.markdown()));
        fields.put(
                "problems", open ? Problems.of(parts.shelf().problems(draft.origin(), draft.markdown())) : List.of());
        fields.put("mayDecide", open && visit.actor().rights().curator());
        fields.put("mayApprove", open && visit.actor().rights().curator() && !own);
        fields.put("own", open && own);
        return fields;
    }

    private void one(Visit visit, Response response) throws IOException {
        Contribution draft = find(visit);
        boards.send(visit, response, "drafts", draft.title(), "draft", fields(visit, draft));
    }

    private void write(Visit visit, Response response) throws IOException {
        Contribution draft = find(visit);
        boards.send(visit, response, "drafts", draft.title(), "draft-edit", fields(visit, draft));
    }

    /** Whether somebody has before him what is there now. */
    private static boolean isCurrent(Visit visit, Contribution draft) {
        return visit.field("version").equals(Integer.toString(draft.version()));
    }

    /** Nobody approves what he has not seen: of a text that was changed meanwhile the new one is shown first. */
    private void approve(Visit visit, Response response) throws IOException {
        Contribution draft = find(visit);
        if (isCurrent(visit, draft)) {
            forms.answer(visit, response, parts.desk().curators().approve(draft.id(), draft.version(), visit.actor()));
        } else {
            boards.done(
                    response,
                    visit.base() + "/drafts/" + draft.id(),
                    "Somebody changed this draft while you were reading. This is what it says now.");
        }
    }

    private void edit(Visit visit, Response response) throws IOException {
        Contribution draft = find(visit);
        if (!isCurrent(visit, draft)) {
            Map<String, Object> fields = fields(visit, draft);
            String mine = visit.fields().getOrDefault("markdown", "");
            fields.put("markdown", mine);
            fields.put("crossed", true);
            fields.put("diff", Diff.of(draft.markdown(), mine));
            boards.send(visit, response, "drafts", draft.title(), "draft-edit", fields);
            return;
        }
        forms.answer(
                visit,
                response,
                parts.desk().curators().edit(draft.id(), visit.fields().getOrDefault("markdown", ""), visit.actor()));
    }
}
