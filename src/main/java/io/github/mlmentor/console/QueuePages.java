package io.github.mlmentor.console;

import io.github.mlmentor.http.Response;
import io.github.mlmentor.mentoring.HandOver;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What learners asked mentors. */
final class QueuePages {
    private static final int LATELY = 50;
    private static final int MOST_EXPORTED = 10_000;
    private static final int SHORT = 240;

    private final Console.Parts parts;
    private final Boards boards;
    private final People people;

    QueuePages(Console.Parts parts, Boards boards) {
        this.parts = parts;
        this.boards = boards;
        this.people = new People(parts.ports());
    }

    void register() {
        boards.page("/queue", this::list);
        boards.page("/queue/{id}", this::one);
        boards.page("/csv/queue", this::csv);
    }

    /** A question in the list. */
    private record Entry(
            String id, String question, String state, String style, String since, boolean open, String path) {}

    private Entry entry(Visit visit, HandOver handOver, Instant now) {
        HandOver.Standing standing = handOver.standing();
        boolean late = handOver.state().isOpen() && standing.raised() != null;
        String style = late ? "late" : handOver.state() == HandOver.State.OPEN ? "open" : "";
        String words = handOver.asked().question().replaceAll("\\s+", " ");
        return new Entry(
                handOver.id(),
                words.isEmpty() ? "(no words)" : words.length() > SHORT ? words.substring(0, SHORT) + "…" : words,
                state(handOver),
                style,
                handOver.state().isOpen()
                        ? "waiting for " + Names.since(handOver.asked().at(), now)
                        : "asked " + Names.since(handOver.asked().at(), now) + " ago",
                handOver.state() == HandOver.State.OPEN,
                visit.base() + "/queue/" + handOver.id());
    }

    private String state(HandOver handOver) {
        String mentor = handOver.standing().mentor();
        String name = mentor.isEmpty() ? "" : people.name(handOver.board(), mentor, "a mentor");
        return switch (handOver.state()) {
            case OPEN -> "open";
            case CLAIMED -> "claimed by " + name;
            case ANSWERED -> "answered by " + name;
            case RESOLVED -> "resolved";
            case DISMISSED -> "not a mentor question";
            case WITHDRAWN -> "withdrawn";
        };
    }

    private void list(Visit visit, Response response) throws IOException {
        Instant now = parts.clock().instant();
        List<Entry> waiting = parts.store().waiting(visit.board()).stream()
                .sorted(Comparator.comparing(HandOver::state))
                .map(handOver -> entry(visit, handOver, now))
                .toList();
        List<Entry> closed = parts.store().latest(visit.board(), LATELY).stream()
                .filter(handOver -> !handOver.state().isOpen())
                .map(handOver -> entry(visit, handOver, now))
                .toList();
        Map<String, Object> fields =
                Map.of("waiting", waiting, "none", waiting.isEmpty(), "count", waiting.size(), "closed", closed);
        if (visit.wantsPart()) {
            boards.sendPart(visit, response, "queue-list", fields);
        } else {
            boards.send(visit, response, "queue", "Queue", "queue", fields);
        }
    }

    /** A mentor to choose. */
    private record Choice(String label) {}

    private void one(Visit visit, Response response) throws IOException {
        HandOver handOver = parts.store()
                .handOver(visit.id())
                .filter(found -> found.board().equals(visit.board()))
                .orElseThrow(Visit::unknown);
        HandOver.Asked asked = handOver.asked();
        HandOver.State state = handOver.state();
        String me = visit.actor().person().id();
        boolean mine = handOver.standing().mentor().equals(me);
        boolean mayAnswer = state == HandOver.State.OPEN
                || (state == HandOver.State.CLAIMED && mine)
                || state == HandOver.State.ANSWERED;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("entry", entry(visit, handOver, parts.clock().instant()));
        fields.put("asked", asked);
        fields.put("standing", handOver.standing());
        // Who asked anonymously stands in no page: whoever may know asks for it, and that is noted.
        fields.put(
                "learner", asked.anonymous() ? "a learner" : people.name(visit.board(), asked.learner(), "a learner"));
        fields.put("traceable", asked.anonymous() && visit.actor().rights().moderator());
        fields.put(
                "sources",
                asked.sources().stream()
                        .map(id -> new Views.Link(
                                parts.knowledge()
                                        .get()
                                        .article(id)
                                        .map(article -> article.title())
                                        .orElse(id),
                                visit.base() + "/article?id=" + Links.encode(id),
                                false))
                        .toList());
        fields.put("mayClaim", state == HandOver.State.OPEN);
        fields.put("mayAnswer", mayAnswer);
        fields.put("mayDismiss", state.isOpen());
        fields.put("mayResolve", state.isOpen() || state == HandOver.State.ANSWERED);
        fields.put("mayReopen", !state.isOpen() && state != HandOver.State.WITHDRAWN);
        fields.put("mayUse", !handOver.standing().answer().isEmpty());
        fields.put(
                "mentors",
                state.isOpen()
                        ? parts.desk().mentors().choices(visit.board(), visit.actor()).keySet().stream()
                                .map(Choice::new)
                                .toList()
                        : List.of());
        boards.send(visit, response, "queue", "A question", "queue-one", fields);
    }

    private void csv(Visit visit, Response response) throws IOException {
        Csv csv = new Csv()
                .row(List.of(
                        "id", "asked_at", "state", "mentor", "question", "tried", "answer", "answered_at", "reason"));
        parts.store().latest(visit.board(), MOST_EXPORTED).forEach(handOver -> {
            HandOver.Standing standing = handOver.standing();
            csv.row(List.of(
                    handOver.id(),
                    handOver.asked().at(),
                    handOver.state().name().toLowerCase(java.util.Locale.ROOT),
                    people.name(handOver.board(), standing.mentor(), ""),
                    handOver.asked().question(),
                    handOver.asked().tried(),
                    standing.answer(),
                    standing.answeredAt() == null ? "" : standing.answeredAt(),
                    standing.reason()));
        });
        Boards.sendCsv(response, "queue", csv);
    }
}
