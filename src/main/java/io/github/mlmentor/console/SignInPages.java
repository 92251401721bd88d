package io.github.mlmentor.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.HttpProblem;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.SignIn;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How somebody comes in: with the account of a platform, or by the link that is printed for whoever runs this. A sign-in comes back only
 * to the browser in which it began, once, within ten minutes.
 */
final class SignInPages {
    private static final Duration STATE_LIFE = Duration.ofMinutes(10);
    private static final String PAGE = Console.HOME + "/sign-in";
    /** Where somebody may be sent after signing in: a page of this console and nothing else. */
    private static final Pattern WITHIN = Pattern.compile(Console.HOME + "/[A-Za-z0-9@%/._~-]+");

    private final Console.Parts parts;
    private final Gate gate;
    private final Views views;
    private final Cookie state;

    SignInPages(Console.Parts parts, Gate gate, Views views) {
        this.parts = parts;
        this.gate = gate;
        this.views = views;
        this.state = new Cookie("mentor_sign_in", parts.publicUrl().startsWith("https:"));
    }

    List<Endpoint> endpoints() {
        return List.of(
                Route.get(PAGE, this::choose),
                Route.get(PAGE + "/{platform}", this::leave).asEntrance(),
                Route.get(Console.HOME + "/signed-in/{platform}", this::comeBack)
                        .asEntrance(),
                Route.get(Console.HOME + "/enter", this::knock).asEntrance(),
                Route.post(Console.HOME + "/enter", this::enter).asEntrance(),
                Route.post(Console.HOME + "/sign-out", this::signOut));
    }

    /** A button of the page. */
    private record Button(String label, String path) {}

    private void choose(Request request, Response response) throws IOException {
        String to = request.query().getOrDefault("to", "");
        String query = WITHIN.matcher(to).matches() ? "?to=" + to : "";
        List<Button> buttons = parts.signIns().stream()
                .map(signIn -> new Button(signIn.label(), PAGE + "/" + slug(signIn) + query))
                .toList();
        response.send(
                200,
                "text/html",
                views.outside("Sign in", "sign-in", Map.of("buttons", buttons, "none", buttons.isEmpty()), null));
    }

    private void leave(Request request, Response response) throws IOException {
        SignIn signIn = signIn(request);
        String secret = Keys.fresh();
        String to = request.query().getOrDefault("to", "");
        String wanted = WITHIN.matcher(to).matches() ? to : Console.HOME;
        parts.sessions().expect(ticket(signIn, secret), parts.clock().instant().plus(STATE_LIFE));
        state.set(
                response,
                secret + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(wanted.getBytes(UTF_8)),
                STATE_LIFE);
        Route.redirect(response, signIn.address(secret, back(signIn)));
    }

    private void comeBack(Request request, Response response) throws IOException {
        SignIn signIn = signIn(request);
        String[] kept = state.read(request).split("\\.", 2);
        String secret = request.query().getOrDefault("state", "");
        String code = request.query().getOrDefault("code", "");
        state.clear(response);
        boolean begunHere = !secret.isEmpty()
                && Keys.same(secret, kept[0])
                && parts.sessions().redeem(ticket(signIn, secret), parts.clock().instant());
        if (!begunHere) {
            refuse(
                    response,
                    400,
                    "This sign-in cannot be finished",
                    "It was not begun in this browser within the last ten minutes, or it is finished already. Begin once more.");
            return;
        }
        if (code.isEmpty()) {
            refuse(response, 403, "You were not signed in", "The permission was not given. Begin once more.");
            return;
        }
        List<Person> people = signIn.identify(code, back(signIn));
        List<Person> welcome = gate.places(people).stream()
                .map(place -> place.actor().person())
                .toList();
        if (welcome.isEmpty()) {
            refuse(
                    response,
                    403,
                    "This is for mentors",
                    "You have no role at a mentors' board here. An admin of your workspace or server can make you a mentor,"
                            + " in the settings of the bot.");
            return;
        }
        gate.begin(request, response, welcome, false);
        Route.redirect(response, wanted(kept));
    }

    private static String wanted(String[] kept) {
        try {
            String wanted =
                    kept.length < 2 ? "" : new String(Base64.getUrlDecoder().decode(kept[1]), UTF_8);
            return WITHIN.matcher(wanted).matches() ? wanted : Console.HOME;
        } catch (IllegalArgumentException e) {
            return Console.HOME;
        }
    }

    /** A button and no more, because chats and mail programs look at links, which must not use this one up. */
    private void knock(Request request, Response response) throws IOException {
        String key = request.query().getOrDefault("key", "");
        response.send(200, "text/html", views.outside("Come in", "enter", Map.of("key", key), null));
    }

    private void enter(Request request, Response response) throws IOException {
        String key = Fields.parse(request.body()).getOrDefault("key", "");
        if (key.isEmpty()
                || !parts.sessions()
                        .redeem(Console.linkTicket(key), parts.clock().instant())) {
            refuse(
                    response,
                    403,
                    "This link is used up",
                    "A link is good once, and for a quarter of an hour. \"ml-mentor console-link\", on the machine that this"
                            + " runs on, prints a new one.");
            return;
        }
        gate.begin(request, response, List.of(), true);
        Route.redirect(response, Console.HOME);
    }

    private void signOut(Request request, Response response) throws IOException {
        Optional<Visitor> visitor = gate.visitor(request);
        if (visitor.isPresent()) {
            Boards.requireToken(visitor.get(), request, Fields.parse(request.body()));
            gate.end(visitor.get(), response);
        }
        Route.redirect(response, PAGE);
    }

    private void refuse(Response response, int status, String title, String sentence) throws IOException {
        response.send(
                status,
                "text/html",
                views.outside(title, "refused", Map.of("title", title, "sentence", sentence), null));
    }

    private SignIn signIn(Request request) {
        String wanted = request.path().getOrDefault("platform", "");
        return parts.signIns().stream()
                .filter(signIn -> slug(signIn).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(404, "There is no such page"));
    }

    private String back(SignIn signIn) {
        return parts.publicUrl() + Console.HOME + "/signed-in/" + slug(signIn);
    }

    private static String ticket(SignIn signIn, String secret) {
        return Keys.hash("sign-in " + slug(signIn), secret);
    }

    private static String slug(SignIn signIn) {
        return signIn.platform().name().toLowerCase(Locale.ROOT);
    }
}
