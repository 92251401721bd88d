package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What mentors are told by itself: each day what waits, each week how it went. Thread-safe. */
final class Digests {
    private static final int MOST_LISTED = 10;
    private static final int LINE = 150;

    private final MentorStore store;
    private final People people;
    private final Conduct conduct;
    private final Calendar calendar;
    private final Clock clock;

    Digests(MentorStore store, People people, Conduct conduct, Calendar calendar, Clock clock) {
        this.store = store;
        this.people = people;
        this.conduct = conduct;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Has due what is due; what is due twice is shown once. */
    void due() {
        for (MentorPort port : people.ports()) {
            for (Board board : port.boards()) {
                calendar.summary(clock)
                        .filter(day -> !waiting(board).isEmpty())
                        .ifPresent(day -> once(Dispatch.summary(board, day)));
            }
        }
    }

    private void once(Dispatch dispatch) {
        if (store.shown(dispatch.key()).isEmpty()) {
            AuditEntry entry = new AuditEntry(dispatch.board(), "", "tell", dispatch.key(), clock.instant());
            store.apply(Change.of(entry).show(dispatch).once(dispatch.key()));
        }
    }

    /** What waits for longer than it should. */
    private List<HandOver> waiting(Board board) {
        return store.waiting(board).stream()
                .filter(one ->
                        Duration.between(one.asked().at(), clock.instant()).compareTo(conduct.raise()) >= 0)
                .toList();
    }

    /** What a dispatch shows; nothing when there is nothing to say any more. */
    Optional<Reply.Panel> panel(Dispatch dispatch) {
        return dispatch.kind() == Dispatch.Kind.SUMMARY ? summary(dispatch.board()) : Optional.empty();
    }

    private Optional<Reply.Panel> summary(Board board) {
        List<HandOver> waiting = waiting(board);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        List<List<Block>> items = new ArrayList<>();
        for (HandOver one : waiting.subList(0, Math.min(MOST_LISTED, waiting.size()))) {
            String state = one.state() == HandOver.State.OPEN
                    ? "nobody has claimed it"
                    : "claimed by " + people.name(board, one.standing().mentor(), "a mentor");
            items.add(List.of(new Block.Paragraph(List.of(
                    new Span.Text("“" + Words.shortened(one.asked().question(), LINE) + "” "),
                    new Span.Text("waits for "
                            + Ages.of(Duration.between(one.asked().at(), clock.instant())) + "; " + state)))));
        }
        List<Block> body = new ArrayList<>(List.of(new Block.Listing(false, items)));
        if (waiting.size() > MOST_LISTED) {
            body.add(Words.line("… and " + (waiting.size() - MOST_LISTED) + " more."));
        }
        String title = waiting.size() == 1 ? "One question waits" : waiting.size() + " questions wait";
        return Optional.of(new Reply.Panel(title, new Document(body), List.of()));
    }

    /** The week that ends with a day. */
    static LocalDate begin(LocalDate last) {
        return last.minusDays(6);
    }
}
