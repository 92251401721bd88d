package io.github.mlmentor.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.HttpProblem;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages of boards: each is for people of that board alone, and each change must come from one of its own forms. */
final class Boards {
    private static final String TOKEN_FIELD = "token";
    private static final String TOKEN_HEADER = "X-Token";
    private static final Duration NOTICE_LIFE = Duration.ofMinutes(1);

    private final Gate gate;
    private final Views views;
    private final Cookie notice;
    private final List<Endpoint> endpoints = new ArrayList<>();

    /** Makes the answer to one request. */
    interface Handling {
        void handle(Visit visit, Response response) throws IOException;
    }

    Boards(Console.Parts parts, Gate gate, Views views) {
        this.gate = gate;
        this.views = views;
        this.notice = new Cookie("mentor_notice", parts.publicUrl().startsWith("https:"));
        endpoints.add(Route.get(Console.HOME, this::home));
        Forms forms = new Forms(parts, this);
        forms.register();
        new QueuePages(parts, this).register();
        new GapPages(parts, this).register();
        new ArticlePages(parts, this, forms).register();
        new DraftPages(parts, this, forms).register();
        new AuditPages(parts, this).register();
        new FeedbackPages(parts, this).register();
        new FiguresPages(parts, this).register();
        new SettingsPages(parts, this).register();
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** Adds a page. */
    void page(String path, Handling handling) {
        endpoints.add(Route.get(Console.HOME + "/{board}" + path, (request, response) -> {
            Optional<Visitor> visitor = gate.visitor(request);
            if (visitor.isEmpty()) {
                askToSignIn(request, response, path);
            } else {
                handling.handle(new Visit(visitor.get(), place(visitor.get(), request), request, Map.of()), response);
            }
        }));
    }

    /** Adds a change. */
    void change(String path, Handling handling) {
        endpoints.add(Route.post(Console.HOME + "/{board}" + path, (request, response) -> {
            Visitor visitor = gate.visitor(request)
                    .orElseThrow(
                            () -> new HttpProblem(401, "You are not signed in any more; sign in and send it again"));
            Place place = place(visitor, request);
            Map<String, String> fields = Fields.parse(request.body());
            requireToken(visitor, request, fields);
            handling.handle(new Visit(visitor, place, request, fields), response);
        }));
    }

    /** Sends a page of a board, with what is to be said once. */
    void send(Visit visit, Response response, String section, String title, String template, Map<String, ?> fields)
            throws IOException {
        String said = read(notice.read(visit.request()));
        if (!said.isEmpty()) {
            notice.clear(response);
        }
        response.send(200, "text/html", views.page(visit, section, title, template, fields, said));
    }

    /** Sends a part of a page. */
    void sendPart(Visit visit, Response response, String template, Map<String, ?> fields) throws IOException {
        response.send(200, "text/html", views.part(visit, template, fields));
    }

    static void sendCsv(Response response, String name, Csv csv) throws IOException {
        response.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        response.send(200, "text/csv", csv.toString());
    }

    /** After a change: to a page, which says what became of it. */
    void done(Response response, String to, String sentence) throws IOException {
        if (!sentence.isEmpty()) {
            notice.set(
                    response,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(sentence.getBytes(UTF_8)),
                    NOTICE_LIFE);
        }
        Route.redirect(response, to);
    }

    private static String read(String value) {
        try {
            return new String(Base64.getUrlDecoder().decode(value), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void home(Request request, Response response) throws IOException {
        Optional<Visitor> visitor = gate.visitor(request);
        if (visitor.isEmpty()) {
            Route.redirect(response, Console.HOME + "/sign-in");
        } else if (visitor.get().places().isEmpty()) {
            response.send(403, "text/html", views.outside("No board", "no-board", Map.of(), visitor.get()));
        } else {
            Route.redirect(
                    response, Console.HOME + "/" + visitor.get().places().get(0).slug() + "/queue");
        }
    }

    private static void askToSignIn(Request request, Response response, String path) throws IOException {
        if (request.header("HX-Request").equals("true")) {
            response.header("HX-Redirect", Console.HOME + "/sign-in");
            response.send(401, "text/plain", "");
            return;
        }
        String wanted = path.replace("{id}", Links.encode(request.path().getOrDefault("id", "")));
        Route.redirect(
                response,
                Console.HOME + "/sign-in?to=" + Console.HOME + "/"
                        + Links.encode(request.path().getOrDefault("board", "")) + wanted);
    }

    private static Place place(Visitor visitor, Request request) {
        return visitor.place(request.path().getOrDefault("board", "")).orElseThrow(Visit::unknown);
    }

    /**
     * Lets a change pass that comes from a page of this session.
     *
     * @throws HttpProblem 403 for any other
     */
    static void requireToken(Visitor visitor, Request request, Map<String, String> fields) {
        String sent = fields.getOrDefault(TOKEN_FIELD, request.header(TOKEN_HEADER));
        if (!Keys.same(sent, visitor.token())) {
            throw new HttpProblem(403, "This form is not of your session; load the page again and send it once more");
        }
    }
}
