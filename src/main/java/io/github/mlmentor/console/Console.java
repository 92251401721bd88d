package io.github.mlmentor.console;

import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.mentoring.Gaps;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.MentorStore;
import io.github.mlmentor.mentoring.Mentoring;
import io.github.mlmentor.mentoring.Shelf;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The mentors' console. Thread-safe. */
public final class Console {
    static final String HOME = "/console";
    /** How long a link for whoever runs this is good. */
    public static final Duration LINK_LIFE = Duration.ofMinutes(15);

    private static final String LINK_USE = "enter";

    private final Parts parts;

    /**
     * What it works with.
     *
     * @param store read here, changed through the desk
     * @param knowledge what is served now
     * @param publicUrl where people reach this server, without a slash at its end
     */
    public record Parts(
            Sessions sessions,
            Figures figures,
            Mentoring mentoring,
            MentorStore store,
            List<MentorPort> ports,
            List<SignIn> signIns,
            Supplier<KnowledgeBase> knowledge,
            Settings settings,
            String publicUrl,
            Clock clock) {
        public Parts {
            ports = List.copyOf(ports);
            signIns = List.copyOf(signIns);
        }

        MentorDesk desk() {
            return mentoring.desk();
        }

        Gaps gaps() {
            return mentoring.gaps();
        }

        /** The files behind the articles. */
        Shelf shelf() {
            return mentoring.shelf();
        }
    }

    /** A console. */
    public Console(Parts parts) {
        this.parts = parts;
    }

    /**
     * A link that lets whoever has it in as the operator of this installation, once and for {@link #LINK_LIFE}. Must not be logged.
     *
     * @param address where people reach the server
     */
    public static String link(Sessions sessions, String address, Clock clock) {
        String key = Keys.fresh();
        sessions.expect(Keys.hash(LINK_USE, key), clock.instant().plus(LINK_LIFE));
        return address + HOME + "/enter?key=" + key;
    }

    static String linkTicket(String key) {
        return Keys.hash(LINK_USE, key);
    }

    /** Its addresses. */
    public List<Endpoint> endpoints() {
        Views views = new Views();
        Gate gate = new Gate(
                parts.sessions(),
                parts.ports(),
                parts.clock(),
                parts.publicUrl().startsWith("https:"));
        List<Endpoint> endpoints = new ArrayList<>(new Assets().endpoints());
        endpoints.addAll(new SignInPages(parts, gate, views).endpoints());
        endpoints.addAll(new Boards(parts, gate, views).endpoints());
        return endpoints;
    }
}
