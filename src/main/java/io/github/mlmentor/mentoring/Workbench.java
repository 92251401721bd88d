package io.github.mlmentor.mentoring;

import io.github.mlmentor.knowledge.Catalogue;
import io.github.mlmentor.knowledge.Schema;
import io.github.mlmentor.retrieval.Searchable;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What everybody needs who has words become knowledge. Thread-safe. */
final class Workbench {
    static final Response NO_MENTOR = new Response.Said("Only mentors and curators can do that.");

    private final MentorStore store;
    private final People people;
    private final Supplier<Searchable> knowledge;
    private final Shelf shelf;
    private final Conduct conduct;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Workbench(
            MentorStore store,
            People people,
            Supplier<Searchable> knowledge,
            Shelf shelf,
            Conduct conduct,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.knowledge = knowledge;
        this.shelf = shelf;
        this.conduct = conduct;
        this.clock = clock;
    }

    MentorStore store() {
        return store;
    }

    People people() {
        return people;
    }

    Searchable knowledge() {
        return knowledge.get();
    }

    Shelf shelf() {
        return shelf;
    }

    Conduct conduct() {
        return conduct;
    }

    Clock clock() {
        return clock;
    }

    static boolean mayPropose(Actor who) {
        return who.rights().mentor() || who.rights().curator();
    }

    /** What a mentor wrote is never searched for an anonymous learner's names: what is found would say who he is. */
    List<String> namesInAnswers(HandOver from) {
        return from.asked().anonymous()
                ? List.of()
                : people.names(from.board(), from.asked().learner());
    }

    /** A title out of what somebody asked. */
    static String title(String question) {
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

    /** Puts a draft before those who decide. */
    Response stored(Contribution draft, Actor who) {
        boolean stored = store.apply(Change.of(entry(draft, who, "propose")).contribution(null, draft));
        return new Response.Said(
                stored
                        ? "Thank you. The draft is in the mentors' channel, where "
                                + (conduct.approveOwn() ? "a curator decides." : "a second person decides.")
                        : "That did not work just now. Please try again in a minute.");
    }

    Catalogue catalogue() {
        return knowledge().base().catalogue();
    }

    /** A name for a draft that nobody can guess. */
    String number() {
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        return "c" + HexFormat.of().formatHex(bytes);
    }

    AuditEntry entry(Contribution about, Actor who, String act) {
        return new AuditEntry(about.board(), who.person().id(), act, "draft/" + about.id(), clock.instant());
    }
}
