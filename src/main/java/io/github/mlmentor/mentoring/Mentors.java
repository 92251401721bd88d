package io.github.mlmentor.mentoring;

import io.github.mlmentor.intake.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What mentors do with questions. Every act looks at once more who does it. Thread-safe. */
public final class Mentors {
    /** What begins so is said among mentors. */
    static final String ASIDE = "//";

    private static final Response AGAIN = new Response.Said(
            "Somebody else changed it in the same moment. Look at the card, and try again if you still want to.");
    private static final Duration LATELY = Duration.ofDays(30);
    private static final int MOST_CHOICES = 20;
    private static final int TRIES = 5;

    private final MentorStore store;
    private final People people;
    private final Clock clock;

    Mentors(MentorStore store, People people, Clock clock) {
        this.store = store;
        this.people = people;
        this.clock = clock;
    }

    /** Takes a question on. Of two who do so at once, one wins and the other is told. */
    public Response claim(String id, Actor who) {
        return act(id, who, now -> {
            if (now.state() == HandOver.State.CLAIMED) {
                return taken(now, who);
            }
            if (now.state() != HandOver.State.OPEN) {
                return new Response.Said("It is not open any more.");
            }
            HandOver next = now.claimed(who.person().id(), clock.instant());
            if (store.apply(change(now, next, who, "claim"))) {
                return new Response.Done();
            }
            return store.handOver(id)
                    .filter(other -> other.state() == HandOver.State.CLAIMED)
                    .map(other -> taken(other, who))
                    .orElse(AGAIN);
        });
    }

    private Response taken(HandOver now, Actor who) {
        return isOf(now, who)
                ? new Response.Said("You have claimed it already.")
                : new Response.Said(people.name(now.board(), now.standing().mentor(), "Another mentor") + " claimed it "
                        + Ages.ago(now.standing().since(), clock)
                        + ". Reassign it to yourself if you want to take it over.");
    }

    private static boolean isOf(HandOver now, Actor who) {
        return now.standing().mentor().equals(who.person().id());
    }

    Response answerForm(String id, Actor who) {
        return act(id, who, now -> answerable(now, who).orElseGet(() -> new Response.Opened(Forms.answer(now))));
    }

    /** Why somebody cannot answer, or nothing. */
    private Optional<Response> answerable(HandOver now, Actor who) {
        if (now.state() == HandOver.State.CLAIMED && !isOf(now, who)) {
            return Optional.of(taken(now, who));
        }
        return now.state().isOpen() || now.state() == HandOver.State.ANSWERED
                ? Optional.empty()
                : Optional.of(new Response.Said("This question is closed. Reopen it on its card first."));
    }

    /** Answers the learner. Who answers what nobody claimed, claims it. */
    public Response answer(String id, Actor who, String words) {
        return act(id, who, now -> answerable(now, who).orElseGet(() -> answered(now, who, words, "")));
    }

    private Response answered(HandOver now, Actor who, String words, String once) {
        if (words.isEmpty()) {
            return new Response.Said("Nothing was written, so nothing was sent.");
        }
        HandOver next = now.answered(who.person().id(), words, clock.instant());
        Change change = change(now, next, who, "answer")
                .show(Dispatch.answer(next, words))
                .once(once);
        return store.apply(change) ? new Response.Done() : AGAIN;
    }

    boolean isCard(Board board, String card) {
        return store.byCard(board, card).isPresent();
    }

    /** What the mentor who looks after a question writes under its card goes to the learner; what others write there does not. */
    Response said(Board board, String card, String message, String text, Actor who) {
        String once = "said/" + board.platform() + "/" + board.workspace() + "/" + message;
        int version = -1;
        for (int i = 0; i < TRIES; i++) {
            Optional<HandOver> found = store.byCard(board, card);
            if (found.isEmpty()
                    || !who.rights().mentor()
                    || !who.sees(board)
                    || text.isBlank()
                    || text.startsWith(ASIDE)) {
                return new Response.Done();
            }
            HandOver now = found.get();
            if (now.version() == version) {
                // Nothing changed, and still it was not stored: it is a second event about the same message.
                return new Response.Done();
            }
            if (!now.state().isOpen() && now.state() != HandOver.State.ANSWERED) {
                return new Response.Said(
                        "This question is closed, so your words stayed here. Reopen it on its card first.");
            }
            if (!now.standing().mentor().isEmpty() && !isOf(now, who)) {
                return new Response.Done();
            }
            Response response = answered(now, who, text.strip(), once);
            if (response != AGAIN) {
                return response;
            }
            version = now.version();
        }
        return new Response.Said(
                "The card changed again and again meanwhile, so your words stayed here. Send them once more.");
    }

    Response dismissForm(String id, Actor who) {
        return act(
                id,
                who,
                now -> now.state().isOpen()
                        ? new Response.Opened(Forms.dismiss(id))
                        : new Response.Said("It is not open any more."));
    }

    /** Closes what is no question for mentors; the learner is told. */
    public Response dismiss(String id, Actor who, String reason) {
        return act(id, who, now -> {
            if (!now.state().isOpen()) {
                return new Response.Said("It is not open any more.");
            }
            HandOver next = now.closed(HandOver.State.DISMISSED, reason, clock.instant());
            String told = "The mentors cannot help with this question here" + (reason.isEmpty() ? "." : ": " + reason)
                    + " The community's channels are open to you.";
            return store.apply(change(now, next, who, "dismiss").show(Dispatch.word(next, told)))
                    ? new Response.Done()
                    : AGAIN;
        });
    }

    Response reassignForm(String id, Actor who) {
        return act(
                id,
                who,
                now -> now.state().isOpen()
                        ? new Response.Opened(Forms.reassign(
                                id, List.copyOf(choices(now.board(), who).keySet())))
                        : new Response.Said("It is not open any more."));
    }

    /** By what is shown, whom: himself, nobody, and those who mentored lately. */
    public Map<String, String> choices(Board board, Actor who) {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put(Forms.TO_THE_QUEUE, "");
        boolean here = who.person().platform() == board.platform();
        if (here) {
            choices.put(Forms.TO_ME, who.person().id());
        }
        List<String> lately =
                new ArrayList<>(store.mentors(board, clock.instant().minus(LATELY)));
        lately.remove(who.person().id());
        for (String mentor : lately.subList(0, Math.min(MOST_CHOICES, lately.size()))) {
            String name = people.name(board, mentor, "");
            if (!name.isEmpty()) {
                String label = name.length() > 70 ? name.substring(0, 70) : name;
                choices.putIfAbsent(choices.containsKey(label) ? label + " (" + mentor + ")" : label, mentor);
            }
        }
        return choices;
    }

    /** Gives a question to somebody else, or back to everybody. */
    public Response reassign(String id, Actor who, String choice) {
        return act(id, who, now -> {
            String whom = choices(now.board(), who).get(choice);
            if (!now.state().isOpen() || whom == null) {
                return new Response.Said(
                        whom == null
                                ? "There is no such mentor any more. Please choose again."
                                : "It is not open any more.");
            }
            boolean may = whom.isEmpty()
                    || whom.equals(who.person().id())
                    || people.port(now.board().platform())
                            .rights(new Person(
                                    now.board().platform(), now.board().workspace(), whom))
                            .mentor();
            if (!may) {
                return new Response.Said(choice + " is no mentor any more.");
            }
            HandOver next = whom.isEmpty() ? now.open(clock.instant()) : now.claimed(whom, clock.instant());
            return store.apply(change(now, next, who, "reassign")) ? new Response.Done() : AGAIN;
        });
    }

    /** Closes what needs nothing more. */
    public Response resolve(String id, Actor who) {
        return act(id, who, now -> {
            if (now.state() == HandOver.State.RESOLVED) {
                return new Response.Said("It is resolved already.");
            }
            HandOver next = now.closed(HandOver.State.RESOLVED, "", clock.instant());
            return store.apply(change(now, next, who, "resolve")) ? new Response.Done() : AGAIN;
        });
    }

    /** Opens again what was closed. */
    public Response reopen(String id, Actor who) {
        return act(id, who, now -> {
            if (now.state().isOpen()) {
                return new Response.Said("It is open already.");
            }
            return store.apply(change(now, now.open(clock.instant()), who, "reopen")) ? new Response.Done() : AGAIN;
        });
    }

    /** Tells a moderator who asked anonymously, and notes that he was told. */
    public Response trace(String id, Actor who) {
        return act(id, who, now -> {
            if (!who.rights().moderator()) {
                return new Response.Said("Only moderators can see who asked.");
            }
            AuditEntry entry = entry(now, who, "trace");
            if (!store.apply(Change.of(entry))) {
                return AGAIN;
            }
            String learner = now.asked().learner();
            return new Response.Said("Asked by " + people.name(now.board(), learner, "somebody") + " (" + learner
                    + "). That you looked is noted.");
        });
    }

    private Response act(String id, Actor who, Function<HandOver, Response> act) {
        // A card of another board is not there, for whoever looks from here.
        Optional<HandOver> now = store.handOver(id).filter(one -> who.sees(one.board()));
        if (now.isEmpty()) {
            return new Response.Said("There is no such question here.");
        }
        if (!who.rights().mentor() && !who.rights().moderator()) {
            return new Response.Said("Only mentors can do that.");
        }
        if (now.get().state() == HandOver.State.WITHDRAWN) {
            return new Response.Said("The learner withdrew this question.");
        }
        return act.apply(now.get());
    }

    private Change change(HandOver now, HandOver next, Actor who, String act) {
        return Change.of(entry(now, who, act)).handOver(now, next);
    }

    private AuditEntry entry(HandOver about, Actor who, String act) {
        return new AuditEntry(about.board(), who.person().id(), act, "hand-over/" + about.id(), clock.instant());
    }
}
