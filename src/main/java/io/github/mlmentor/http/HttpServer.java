package io.github.mlmentor.http;

import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.Metrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded web server. Started once, stopped once. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int MOST_BODY = 64 * 1024;
    private static final int THREADS = 64;
    /** Signing in takes two, and behind a proxy a community may look like one client. */
    private static final int TRIES_PER_MINUTE = 30;

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=()");

    private final Settings.Http settings;
    private final Metrics metrics;
    private final ErrorPage errors;
    private final OriginCheck origins;
    private final ClientRates rates;
    private final ClientRates tries = new ClientRates(TRIES_PER_MINUTE);
    private @Nullable Javalin pages;
    private @Nullable Javalin scrapes;

    public HttpServer(Settings.Http settings, Metrics metrics, ErrorPage errors) {
        this.settings = settings;
        this.metrics = metrics;
        this.errors = errors;
        this.origins = new OriginCheck(settings.isLoopback(), settings.publicUrl());
        this.rates = new ClientRates(settings.questionsPerMinute());
    }

    /**
     * Starts to serve.
     *
     * @return the port, which differs from the settings' when that is 0
     * @throws IllegalStateException when the port is taken, with the mend
     */
    public int start(List<Endpoint> endpoints) {
        boolean apart = settings.metrics() && settings.metricsPort() != 0;
        pages = Javalin.create(config -> {
            common(config, settings.host());
            endpoints.forEach(endpoint -> route(config, endpoint));
            if (settings.metrics() && !apart) {
                config.routes.get("/metrics", this::scrape);
            }
        });
        int port = start(pages, settings.host(), settings.port(), "http.port (MENTOR_HTTP_PORT)");
        if (apart) {
            scrapes = Javalin.create(config -> {
                common(config, "127.0.0.1");
                config.routes.get("/metrics", this::scrape);
            });
            start(scrapes, "127.0.0.1", settings.metricsPort(), "http.metrics_port");
        }
        return port;
    }

    private static int start(Javalin server, String host, int port, String key) {
        try {
            return server.start(host, port).port();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException
                        || String.valueOf(cause.getMessage()).contains("already in use")) {
                    throw new IllegalStateException(
                            "Port " + port + " on " + host + " is taken or not allowed; stop what uses it, or set "
                                    + key + " to another port (0 takes any free one)");
                }
            }
            throw e;
        }
    }

    private void common(JavalinConfig config, String host) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = MOST_BODY;
        config.http.prefer405over404 = true;
        config.jetty.host = host;
        config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(5_000);
            server.setErrorHandler(new MalformedRequests(HEADERS));
        });
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes.before(context -> HEADERS.forEach(context::header));
        config.routes.exception(
                HttpProblem.class,
                (problem, context) -> explain(
                        context, problem.status(), String.valueOf(problem.getMessage()), problem.retryAfterSeconds()));
        config.routes.exception(MethodNotAllowedResponse.class, (problem, context) -> {
            context.header("Allow", problem.getDetails().getOrDefault("availableMethods", ""));
            explain(context, 405, sentence(405), 0);
        });
        config.routes.exception(
                HttpResponseException.class,
                (problem, context) -> explain(context, problem.getStatus(), sentence(problem.getStatus()), 0));
        config.routes.exception(IOException.class, (broken, context) -> {
            if (broken instanceof EofException || context.res().isCommitted()) {
                LOG.debug("A client went away");
            } else {
                fail(context, broken);
            }
        });
        config.routes.exception(Exception.class, (broken, context) -> fail(context, broken));
    }

    private void fail(Context context, Exception broken) {
        LOG.error("A request to {} failed", context.endpoint().path, broken);
        explain(context, 500, sentence(500), 0);
    }

    private void route(JavalinConfig config, Endpoint endpoint) {
        Handler handler = context -> {
            long start = System.nanoTime();
            checkOrigin(context);
            if (endpoint.isCostly() && !settings.isLoopback()) {
                rates.take(context.ip());
            }
            if (endpoint.isEntrance()) {
                tries.take(context.ip());
            }
            try {
                endpoint.handle(request(context), new JavalinResponse(context));
            } finally {
                metrics.time("mlmentor.http", Duration.ofNanos(System.nanoTime() - start), "path", endpoint.path());
            }
        };
        if (endpoint.method().equals("POST")) {
            config.routes.post(endpoint.path(), handler);
        } else {
            config.routes.get(endpoint.path(), handler);
            // Left to itself, Javalin says 200 to every HEAD: a health check by HEAD would never notice anything.
            config.routes.head(endpoint.path(), handler);
        }
    }

    private void checkOrigin(Context context) {
        origins.check(context.method().name(), header(context, "Host"), header(context, "Origin"));
    }

    /** Beyond this machine, whoever scrapes may know us by a name of their network's own, and no name is refused. */
    private void scrape(Context context) {
        if (settings.isLoopback()) {
            checkOrigin(context);
        }
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
    }

    private static Request request(Context context) {
        Map<String, String> headers = new LinkedHashMap<>();
        context.headerMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        Map<String, String> query = new LinkedHashMap<>();
        context.queryParamMap().forEach((name, values) -> query.put(name, values.isEmpty() ? "" : values.get(0)));
        String body = new String(context.bodyAsBytes(), StandardCharsets.UTF_8);
        return new Request(context.pathParamMap(), query, headers, body, context.ip());
    }

    private static String header(Context context, String name) {
        String value = context.header(name);
        return value == null ? "" : value;
    }

    private static String sentence(int status) {
        return switch (status) {
            case 404 -> "There is no such page";
            case 405 -> "This page does not take that kind of request";
            case 413 -> "That is too much text; a question has at most a few thousand characters";
            default ->
                status < 500 ? "That request cannot be served" : "Something broke on our side; try again in a minute";
        };
    }

    /** As a page for a browser, as JSON for a program. */
    private void explain(Context context, int status, String sentence, long retryAfter) {
        context.status(status);
        if (retryAfter > 0) {
            context.header("Retry-After", Long.toString(retryAfter));
        }
        if (header(context, "Accept").contains("text/html")) {
            context.contentType("text/html; charset=utf-8").result(errors.html(status, sentence));
        } else {
            String escaped = sentence.replace("\\", "\\\\").replace("\"", "\\\"");
            context.contentType("application/json; charset=utf-8")
                    .result("{\"error\":{\"status\":" + status + ",\"message\":\"" + escaped + "\"}}");
        }
    }

    /** Stops taking requests and waits up to five seconds for those that are running. */
    @Override
    public void close() {
        if (pages != null) {
            pages.stop();
        }
        if (scrapes != null) {
            scrapes.stop();
        }
    }
}
