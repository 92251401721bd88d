package io.github.mlmentor.console;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.Rights;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who is signed in. What somebody may see is asked anew at every request, so that who loses a role loses the console. Thread-safe. */
final class Gate {
    /** So that not every page is a write. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    /** The id of what asks again and again on a page that is left open. */
    static final String ITSELF = "queue-list";

    private static final Board WEB = new Board(Platform.WEB, "-");

    private final Sessions sessions;
    private final List<MentorPort> ports;
    private final Clock clock;
    private final Cookie cookie;

    Gate(Sessions sessions, List<MentorPort> ports, Clock clock, boolean secure) {
        this.sessions = sessions;
        this.ports = List.copyOf(ports);
        this.clock = clock;
        this.cookie = new Cookie("mentor_console", secure);
    }

    /** Whoever sends this request, or empty when he is not signed in. */
    Optional<Visitor> visitor(Request request) {
        String secret = cookie.read(request);
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        String id = id(secret);
        Instant now = clock.instant();
        Optional<Sessions.Session> found = sessions.find(id)
                .filter(session -> session.seenAt().plus(Sessions.IDLE).isAfter(now)
                        && session.begunAt().plus(Sessions.WHOLE).isAfter(now));
        // A page that looks by itself what is new is no sign that somebody is there.
        boolean byItself = request.header("HX-Trigger").equals(ITSELF);
        found.filter(session -> !byItself && session.seenAt().plus(NOTED).isBefore(now))
                .ifPresent(session -> sessions.seen(id, now));
        return found.map(session ->
                new Visitor(secret, session.operator(), session.operator() ? all() : places(session.people())));
    }

    /** Those of somebody's workspaces where he has any business, with what he may do there now. */
    List<Place> places(List<Person> people) {
        List<Place> places = new ArrayList<>();
        for (Person person : people) {
            Rights rights = ports.stream()
                    .filter(port -> port.platform() == person.platform())
                    .findFirst()
                    .map(port -> port.rights(person))
                    .orElse(Rights.NONE);
            if (rights.any()) {
                places.add(new Place(new Board(person.platform(), person.workspace()), new Actor(person, rights)));
            }
        }
        return inOrder(places);
    }

    private List<Place> all() {
        List<Place> places = new ArrayList<>();
        for (MentorPort port : ports) {
            port.boards().forEach(board -> places.add(new Place(board, Actor.operator())));
        }
        places.add(new Place(WEB, Actor.operator()));
        return inOrder(places);
    }

    private static List<Place> inOrder(List<Place> places) {
        return places.stream()
                .sorted(Comparator.comparing(place -> place.board().platform() + place.slug()))
                .toList();
    }

    /** Begins a session under a new name, and ends the one that this browser had. */
    void begin(Request request, Response response, List<Person> people, boolean operator) {
        Instant now = clock.instant();
        String old = cookie.read(request);
        if (!old.isEmpty()) {
            sessions.end(id(old));
        }
        sessions.endOld(now.minus(Sessions.IDLE), now.minus(Sessions.WHOLE));
        String secret = Keys.fresh();
        sessions.begin(id(secret), new Sessions.Session(people, operator, now, now));
        cookie.set(response, secret, Sessions.WHOLE);
    }

    void end(Visitor visitor, Response response) {
        sessions.end(id(visitor.session()));
        cookie.clear(response);
    }

    private static String id(String secret) {
        return Keys.hash("session", secret);
    }
}
