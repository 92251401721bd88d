package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Form;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What learners do: ask a mentor, say what helped. Thread-safe. */
final class Learners {
    private static final int LOOKED_AT = 100;
    private static final int FEW = 5;

    private static final String GONE = "That question is no longer stored. Please ask it again.";

    private final MentorStore store;
    private final People people;
    private final Conduct conduct;
    private final Clock clock;

    Learners(MentorStore store, People people, Conduct conduct, Clock clock) {
        this.store = store;
        this.people = people;
        this.conduct = conduct;
        this.clock = clock;
    }

    Response asked(String job, Actor who) {
        Optional<Response> objection = objection(job, who);
        return objection.orElseGet(() -> new Response.Opened(Forms.ask(job)));
    }

    Form unhelpful(String job) {
        boolean mentors =
                store.exchanged(job).flatMap(exchanged -> board(exchanged)).isPresent();
        return Forms.wrong(job, mentors);
    }

    private Optional<Board> board(Exchanged exchanged) {
        return people.reaches(exchanged.job().key().platform())
                ? people.port(exchanged.job().key().platform()).boardOf(exchanged.job())
                : Optional.empty();
    }

    /** Why somebody cannot hand a question over, or nothing. */
    private Optional<Response> objection(String job, Actor who) {
        Optional<HandOver> before = store.handOver(job);
        if (before.isPresent() && !who.sees(before.get().board()) && !isDirect(before.get(), who)) {
            return Optional.of(new Response.Said(GONE));
        }
        if (before.isPresent()) {
            return Optional.of(new Response.Said(standing(before.get(), who)));
        }
        Optional<Exchanged> exchanged = store.exchanged(job);
        if (exchanged.isEmpty() || !mayHandOver(exchanged.get(), who)) {
            return Optional.of(new Response.Said(GONE));
        }
        Optional<Board> board = board(exchanged.get());
        if (board.isEmpty()) {
            return Optional.of(new Response.Said(
                    "There is no mentors' channel here yet; whoever runs me can name one in the settings."));
        }
        int left = left(board.get(), who);
        return left == 0
                ? Optional.of(new Response.Said("You have asked the mentors " + conduct.monthly()
                        + " times this month, which is as often as this community can answer one person. From 1 "
                        + month().plusMonths(1).getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                        + " you can ask again; until then, the community's channels are open."))
                : Optional.empty();
    }

    private YearMonth month() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }

    /** His own, or what everybody at his place can read; the doors look more closely, and forms can be forged. */
    private boolean mayHandOver(Exchanged exchanged, Actor who) {
        io.github.mlmentor.intake.Job job = exchanged.job();
        if (job.key().platform() != who.person().platform()
                || !people.reaches(job.key().platform())) {
            return false;
        }
        boolean here = job.key().workspace().equals(who.person().workspace());
        return job.author().equals(who.person().id())
                || (here && people.port(job.key().platform()).isShared(job));
    }

    /** How often somebody may still ask this month; less than nothing when that is not counted. */
    private int left(Board board, Actor who) {
        if (conduct.monthly() == 0) {
            return -1;
        }
        Instant month = month().atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Math.max(0, conduct.monthly() - store.count(board, who.person().id(), month));
    }

    Response ask(String job, Actor who, String tried, boolean anonymous) {
        Optional<Response> objection = objection(job, who);
        if (objection.isPresent()) {
            return objection.get();
        }
        Optional<Exchanged> exchanged = store.exchanged(job);
        Optional<Board> board = exchanged.flatMap(this::board);
        if (exchanged.isEmpty() || board.isEmpty()) {
            return new Response.Said(GONE);
        }
        HandOver begun = begin(exchanged.get(), board.get(), who, tried, anonymous);
        AuditEntry entry = new AuditEntry(
                begun.board(), anonymous ? "" : who.person().id(), "ask", "hand-over/" + job, clock.instant());
        if (!store.apply(Change.of(entry).handOver(null, begun))) {
            return store.handOver(job)
                    .<Response>map(other -> new Response.Said(standing(other, who)))
                    .orElseGet(() -> new Response.Said("That did not work just now. Please try again in a minute."));
        }
        return new Response.Said(receipt(begun, left(begun.board(), who)));
    }

    private HandOver begin(Exchanged exchanged, Board board, Actor who, String tried, boolean anonymous) {
        boolean own = exchanged.job().author().equals(who.person().id());
        boolean shared = people.port(board.platform()).isShared(exchanged.job());
        HandOver.Asked asked = new HandOver.Asked(
                who.person().id(),
                anonymous,
                shared && !anonymous,
                exchanged.job().conversation(),
                exchanged.job().key().message(),
                exchanged.job().text(),
                tried,
                own ? exchanged.earlier() : List.of(),
                exchanged.said(),
                exchanged.decision(),
                exchanged.sources(),
                clock.instant());
        return HandOver.begin(exchanged.job().id(), board, asked);
    }

    private String receipt(HandOver begun, int left) {
        StringBuilder receipt = new StringBuilder("I have passed it on to the mentors. ");
        receipt.append(line(begun));
        usual(begun.board())
                .ifPresent(usual -> receipt.append(" Mentors here mostly answer within ")
                        .append(Ages.of(usual))
                        .append('.'));
        receipt.append(
                begun.asked().shared()
                        ? " The answer will stand here, in this conversation."
                        : " I will bring you the answer by direct message.");
        if (begun.asked().anonymous()) {
            receipt.append(" Mentors do not see who you are; moderators can look it up, and every look is noted.");
        }
        if (left >= 0) {
            receipt.append(" You can ask mentors ")
                    .append(left == 0 ? "no more" : left == 1 ? "once more" : left + " more times")
                    .append(" this month.");
        }
        return receipt.append(" Press the button again to see where it stands.").toString();
    }

    private String line(HandOver waiting) {
        List<HandOver> line = store.waiting(waiting.board());
        long before = line.stream()
                .filter(other -> !other.id().equals(waiting.id()))
                .filter(other -> !other.asked().at().isAfter(waiting.asked().at()))
                .count();
        return before == 0 ? "It is first in line." : "It is number " + (before + 1) + " in line.";
    }

    /** How long mentors mostly took lately; empty where few questions say it. */
    private Optional<Duration> usual(Board board) {
        List<Duration> taken = store.latest(board, LOOKED_AT).stream()
                .flatMap(
                        one -> Optional.ofNullable(one.standing().answeredAt())
                                .map(at -> Duration.between(one.asked().at(), at))
                                .stream())
                .sorted()
                .toList();
        return taken.size() < FEW ? Optional.empty() : Optional.of(taken.get(taken.size() * 3 / 4));
    }

    /** Where a question stands, for whoever clicks again. */
    private String standing(HandOver now, Actor who) {
        boolean own = now.asked().learner().equals(who.person().id());
        String whose = own ? "Your question" : "The mentors have this question already: it";
        return switch (now.state()) {
            case OPEN -> whose + " waits for a mentor. " + line(now);
            case CLAIMED ->
                whose + " was claimed by a mentor " + Ages.ago(now.standing().since(), clock) + ".";
            case ANSWERED, RESOLVED ->
                now.standing().answer().isEmpty()
                        ? whose + " was closed by the mentors."
                        : whose + " was answered"
                                + (now.asked().shared() ? " in this conversation." : " by direct message.");
            case DISMISSED ->
                whose + " is not one that mentors here can help with"
                        + (now.standing().reason().isEmpty() || !own
                                ? "."
                                : ": " + now.standing().reason());
            case WITHDRAWN -> "This question was withdrawn.";
        };
    }

    Response solved(String id, Actor who) {
        return own(id, who, now -> {
            if (now.state() != HandOver.State.ANSWERED) {
                return new Response.Said("Glad to hear. It is closed already.");
            }
            HandOver next = now.closed(HandOver.State.RESOLVED, "", clock.instant());
            boolean stored = store.apply(Change.of(entry(now, who, "solved")).handOver(now, next));
            return new Response.Said(
                    stored
                            ? "Glad to hear. I have told the mentors."
                            : "That did not work just now. Please try again.");
        });
    }

    Response moreForm(String id, Actor who) {
        return own(id, who, now -> new Response.Opened(Forms.more(id)));
    }

    Response more(String id, Actor who, String words) {
        return own(id, who, now -> {
            if (words.isEmpty()) {
                return new Response.Said("Nothing was written, so nothing was passed on.");
            }
            HandOver next = now.again(words, clock.instant());
            Change change = Change.of(entry(now, who, "more"))
                    .handOver(now, next)
                    .show(Dispatch.note(next, "The learner adds:\n" + words));
            return new Response.Said(
                    store.apply(change)
                            ? "I have told the mentors. " + (next.asked().shared() ? "They answer here." : "")
                            : "That did not work just now. Please try again.");
        });
    }

    private Response own(String id, Actor who, java.util.function.Function<HandOver, Response> act) {
        Optional<HandOver> now = store.handOver(id).filter(one -> who.sees(one.board()) || isDirect(one, who));
        if (now.isEmpty() || now.get().state() == HandOver.State.WITHDRAWN) {
            return new Response.Said(GONE);
        }
        return now.get().asked().learner().equals(who.person().id())
                ? act.apply(now.get())
                : new Response.Said("Only whoever asked can say that.");
    }

    /** In a direct message, some platforms do not say which workspace somebody speaks from. */
    private static boolean isDirect(HandOver one, Actor who) {
        return one.board().platform() == who.person().platform()
                && one.asked().learner().equals(who.person().id());
    }

    private AuditEntry entry(HandOver about, Actor who, String act) {
        String actor = about.asked().anonymous() ? "" : who.person().id();
        return new AuditEntry(about.board(), actor, act, "hand-over/" + about.id(), clock.instant());
    }
}
