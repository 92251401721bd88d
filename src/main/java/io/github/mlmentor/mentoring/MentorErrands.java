package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.intake.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what changed, and does what is due. Thread-safe. */
public final class MentorErrands implements Errands {
    private static final Logger LOG = LoggerFactory.getLogger(MentorErrands.class);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 8;
    private static final int TRIES = 3;
    private static final String DIRECTLY = "/direct";

    private final MentorStore store;
    private final People people;
    private final Cards cards;
    private final Drafts drafts;
    private final Digests digests;
    private final Rounds rounds;
    private final java.util.function.Function<String, String> address;
    private final Clock clock;

    MentorErrands(
            MentorStore store,
            People people,
            Cards cards,
            Drafts drafts,
            Digests digests,
            Rounds rounds,
            java.util.function.Function<String, String> address,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.cards = cards;
        this.drafts = drafts;
        this.digests = digests;
        this.rounds = rounds;
        this.address = address;
        this.clock = clock;
    }

    @Override
    public void round() {
        rounds.run();
    }

    @Override
    public Optional<Duration> run(String key) {
        Optional<Shown> found = store.shown(key).filter(Shown::isDue);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Shown shown = found.get();
        if (!people.reaches(shown.dispatch().board().platform())) {
            return Optional.of(LONGEST);
        }
        Optional<Delivery> delivery = deliver(shown);
        if (delivery.isEmpty()) {
            store.visible(shown, shown.receipt());
            return Optional.empty();
        }
        if (delivery.get() instanceof Delivery.Delivered visible) {
            store.visible(shown, visible.message().isEmpty() ? shown.receipt() : visible.message());
            return Optional.empty();
        }
        if (delivery.get() instanceof Delivery.Undeliverable never) {
            // First whoever waits, then the note that nothing is to be done: who dies between does the first again.
            undelivered(shown.dispatch(), never.reason());
            store.invisible(shown, never.reason());
            return Optional.empty();
        }
        return Optional.of(
                delivery.get() instanceof Delivery.Postponed later
                                && !later.reason().equals("unreachable")
                        ? later.retryAfter()
                        : SOON.multipliedBy(1L << Math.min(MOST_DOUBLINGS, shown.attempts())));
    }

    /** What became of showing it now; empty when nothing is to be shown any more. */
    private Optional<Delivery> deliver(Shown shown) {
        Dispatch dispatch = shown.dispatch();
        MentorPort port = people.port(dispatch.board().platform());
        return switch (dispatch.kind()) {
            case CARD ->
                handOver(dispatch)
                        .filter(about -> !shown.receipt().isEmpty() || about.state() != HandOver.State.WITHDRAWN)
                        .map(about -> show(port, shown, new Target.Channel(about.board()), "", cards.question(about)));
            case ANSWER ->
                present(dispatch).map(about -> toLearner(port, shown, about, cards.answer(about, dispatch.text())));
            case WORD ->
                present(dispatch).map(about -> toLearner(port, shown, about, cards.word(about, dispatch.text())));
            case NOTE -> present(dispatch).map(about -> under(port, shown, about, note(dispatch.text())));
            case RAISED ->
                handOver(dispatch)
                        .filter(about -> about.state() == HandOver.State.OPEN
                                || !shown.receipt().isEmpty())
                        .map(about -> card(about)
                                .map(card -> show(
                                        port, shown, new Target.Beside(about.board(), card), "", cards.raised(about)))
                                .orElseGet(() -> new Delivery.Postponed(SOON, "no_card_yet")));
            case DRAFT -> store.contribution(dispatch.subject()).map(about -> draft(port, shown, about));
            case AMENDMENT -> store.contribution(dispatch.subject()).flatMap(about -> amend(port, shown, about));
            case DIGEST, SUMMARY ->
                digests.panel(dispatch)
                        .map(panel -> show(port, shown, new Target.Channel(dispatch.board()), "", panel));
        };
    }

    /** The hand-over, unless its learner had himself forgotten. */
    private Optional<HandOver> present(Dispatch dispatch) {
        return handOver(dispatch).filter(about -> about.state() != HandOver.State.WITHDRAWN);
    }

    private Optional<HandOver> handOver(Dispatch dispatch) {
        return store.handOver(dispatch.subject());
    }

    private Delivery show(MentorPort port, Shown shown, Target to, String told, Reply.Panel panel) {
        store.sending(shown.dispatch().key());
        boolean again = shown.attempts() > 0;
        String replaces = shown.receipt().isEmpty() ? null : shown.receipt();
        return port.show(new Letter(shown.dispatch().key(), to, panel, told, replaces, again));
    }

    private Delivery toLearner(MentorPort port, Shown shown, HandOver about, Reply.Panel panel) {
        HandOver.Asked asked = about.asked();
        boolean open = asked.shared() && !shown.dispatch().key().endsWith(DIRECTLY);
        Target to = open
                ? new Target.Asked(about.board(), asked.conversation(), asked.message())
                : new Target.Direct(
                        about.board(),
                        new Person(about.board().platform(), about.board().workspace(), asked.learner()));
        return show(port, shown, to, open ? asked.learner() : "", panel);
    }

    private Delivery under(MentorPort port, Shown shown, HandOver about, Reply.Panel panel) {
        return card(about)
                .map(card -> show(port, shown, new Target.Under(about.board(), card), "", panel))
                .orElseGet(() -> new Delivery.Postponed(SOON, "no_card_yet"));
    }

    private Optional<String> card(HandOver about) {
        return store.shown(Dispatch.card(about).key()).map(Shown::receipt).filter(receipt -> !receipt.isEmpty());
    }

    private static Reply.Panel note(String words) {
        return new Reply.Panel("", Words.of(words), List.of());
    }

    private Delivery draft(MentorPort port, Shown shown, Contribution about) {
        Optional<String> card = about.handOver().isEmpty()
                ? Optional.empty()
                : store.handOver(about.handOver()).flatMap(this::card);
        Target to = card.isPresent() ? new Target.Under(about.board(), card.get()) : new Target.Channel(about.board());
        return show(port, shown, to, "", drafts.draft(about));
    }

    private Optional<Delivery> amend(MentorPort port, Shown shown, Contribution about) {
        return store.exchanged(about.job()).map(exchanged -> {
            store.sending(shown.dispatch().key());
            String by = about.credit().isEmpty() ? "a mentor" : about.credit();
            boolean answered = exchanged.decision().equals("answered");
            String line = (answered ? "Corrected by " : "Answered since by ") + by + ": " + about.title();
            return port.amend(exchanged.job(), line, address.apply(about.article()));
        });
    }

    /** Whoever waits for it must not wait in vain, and whoever sent it must know. */
    private void undelivered(Dispatch dispatch, String reason) {
        LOG.info("Something of {} cannot be shown: {}", dispatch.kind(), reason);
        if (dispatch.kind() != Dispatch.Kind.ANSWER && dispatch.kind() != Dispatch.Kind.WORD) {
            return;
        }
        Optional<HandOver> about = handOver(dispatch);
        if (about.isEmpty()) {
            return;
        }
        HandOver now = about.get();
        AuditEntry entry = new AuditEntry(now.board(), "", "undelivered", "hand-over/" + now.id(), clock.instant());
        if (now.asked().shared() && !dispatch.key().endsWith(DIRECTLY)) {
            store.apply(Change.of(entry)
                    .once(dispatch.key() + DIRECTLY)
                    .show(new Dispatch(
                            dispatch.key() + DIRECTLY,
                            dispatch.board(),
                            dispatch.kind(),
                            dispatch.subject(),
                            dispatch.text())));
            return;
        }
        for (int i = 0; i < TRIES; i++) {
            if (store.apply(Change.of(entry).handOver(now, now.undelivered(reason)))) {
                return;
            }
            now = handOver(dispatch).orElse(now);
        }
    }

    /** A panel of plain words. */
    static Reply.Panel words(String title, String... paragraphs) {
        return new Reply.Panel(title, Document.of(paragraphs), List.of());
    }
}
