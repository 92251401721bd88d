package io.github.mlmentor.curation;

import io.github.mlmentor.curation.LinkResult.State;
import io.github.mlmentor.knowledge.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Visits links as a polite guest: few at once, one at a time and host, with a pause between two requests, without bodies, and
 * as late as a host asks for.
 *
 * <p>A link is dead when the page is gone or its host is; a server that refuses programs or is busy says nothing about that,
 * so its links count as not checked.
 */
public final class LinkChecker {
    private static final int HOPS = 10;
    /** So many hosts in vain and none with an answer mean that the fault is on this side. */
    private static final int HOSTS_IN_VAIN = 5;

    private static final int TRIES = 2;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> FOR_GOOD = Set.of(301, 308);
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final Set<Integer> BUSY = Set.of(429, 503);

    private final HttpClient client;
    private final Manners manners;
    private final String agent;
    private final Clock clock;
    private final HostTurns turns;

    /**
     * How to behave.
     *
     * @param concurrency how many hosts are asked at once, from 1
     * @param pause between two requests to one host
     * @param timeout for each request
     * @param patience how long to wait at most when a host says when to come back
     */
    public record Manners(int concurrency, Duration pause, Duration timeout, Duration patience) {}

    /**
     * What was found.
     *
     * @param results in the order of the links
     * @param offline whether no host at all could be reached, so that nothing is known about any link
     */
    public record Report(List<LinkResult> results, boolean offline) {
        public Report {
            results = List.copyOf(results);
        }

        /** The links in this state. */
        public List<LinkResult> in(State state) {
            return results.stream().filter(result -> result.state() == state).toList();
        }
    }

    /**
     * A checker for the real network.
     *
     * @param agent how it introduces itself
     */
    public LinkChecker(Manners manners, String agent, Clock clock) {
        this(manners, agent, clock, time -> Thread.sleep(time.toMillis()));
    }

    LinkChecker(Manners manners, String agent, Clock clock, HostTurns.Sleeper sleeper) {
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(manners.timeout())
                .build();
        this.manners = manners;
        this.agent = agent;
        this.clock = clock;
        this.turns = new HostTurns(manners.pause(), clock, sleeper);
    }

    /**
     * Visits every link.
     *
     * @param progress told of each link when it is done, by one thread at a time
     * @throws InterruptedException when this thread is interrupted; what runs is given up
     */
    public Report check(Collection<Resource> links, Consumer<LinkResult> progress) throws InterruptedException {
        Round round = new Round(progress);
        ExecutorService threads = Executors.newFixedThreadPool(manners.concurrency(), task -> {
            Thread thread = new Thread(task, "links");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> lanes = new ArrayList<>();
            for (List<Resource> lane : lanes(links)) {
                lanes.add(threads.submit(() -> {
                    for (Resource link : lane) {
                        round.visit(link);
                    }
                    return null;
                }));
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A link could not be visited", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        boolean offline = round.isOffline() || (round.answered.isEmpty() && round.inVain.size() == hosts(links));
        if (!offline) {
            round.tellAll();
        }
        return new Report(
                links.stream()
                        .map(link -> round.results.get(link.id()))
                        .filter(Objects::nonNull)
                        .toList(),
                offline);
    }

    private static long hosts(Collection<Resource> links) {
        return links.stream()
                .map(link -> host(URI.create(link.url())))
                .distinct()
                .count();
    }

    /** The links of each host, those of the host with most of them first, because it takes longest. */
    private static List<List<Resource>> lanes(Collection<Resource> links) {
        Map<String, List<Resource>> byHost = new LinkedHashMap<>();
        for (Resource link : links) {
            byHost.computeIfAbsent(host(URI.create(link.url())), host -> new ArrayList<>())
                    .add(link);
        }
        return byHost.values().stream()
                .sorted(Comparator.comparingInt((List<Resource> lane) -> -lane.size()))
                .toList();
    }

    private static String host(URI uri) {
        // With the port, so that two servers on one machine are two.
        return String.valueOf(uri.getRawAuthority()).toLowerCase(Locale.ROOT);
    }

    /**
     * What a server said, or why it said nothing.
     *
     * @param status 0 when there was no answer
     * @param location where a redirect leads, or null
     * @param later how long to wait before coming back, or null
     * @param dead whether the lack of an answer is for good
     */
    private record Said(
            int status, @Nullable String location, @Nullable Duration later, String fault, boolean dead) {
        boolean isRedirect() {
            return REDIRECTS.contains(status);
        }

        boolean isFine() {
            return status >= 200 && status < 300;
        }
    }

    /** One run over all links. */
    private final class Round {
        private final Consumer<LinkResult> progress;
        private final Map<String, LinkResult> results = new ConcurrentHashMap<>();
        private final List<LinkResult> untold = new ArrayList<>();
        private final Set<String> answered = ConcurrentHashMap.newKeySet();
        private final Set<String> inVain = ConcurrentHashMap.newKeySet();
        /** Hosts that want to be left alone for longer than we wait, with their words. */
        private final Map<String, String> closed = new ConcurrentHashMap<>();

        Round(Consumer<LinkResult> progress) {
            this.progress = progress;
        }

        boolean isOffline() {
            return answered.isEmpty() && inVain.size() >= HOSTS_IN_VAIN;
        }

        void visit(Resource link) throws InterruptedException {
            if (isOffline()) {
                return;
            }
            LinkResult result = follow(link);
            results.put(link.id(), result);
            tell(result);
        }

        /** Nothing is said before the first answer, because until then nobody knows on which side the fault is. */
        private synchronized void tell(LinkResult result) {
            untold.add(result);
            if (!answered.isEmpty()) {
                tellAll();
            }
        }

        synchronized void tellAll() {
            untold.forEach(progress);
            untold.clear();
        }

        private LinkResult follow(Resource link) throws InterruptedException {
            URI at = withoutFragment(URI.create(link.url()));
            // How far it leads for good: what the catalogue should say.
            URI settled = at;
            boolean forGood = true;
            for (int hop = 0; hop <= HOPS; hop++) {
                Said said = ask(at);
                if (!said.isRedirect()) {
                    return result(link, said, at, settled, hop);
                }
                URI next = target(at, said.location());
                if (next == null) {
                    return new LinkResult(
                            link, State.UNCHECKED, "redirects to \"" + said.location() + "\", which is no address", "");
                }
                forGood &= FOR_GOOD.contains(said.status());
                settled = forGood ? next : settled;
                at = next;
            }
            return new LinkResult(link, State.UNCHECKED, "redirects more than " + HOPS + " times", at.toString());
        }

        private LinkResult result(Resource link, Said said, URI at, URI settled, int hops) {
            String where = hops == 0 ? "" : ", at " + at;
            if (GONE.contains(said.status()) || said.dead()) {
                return new LinkResult(link, State.DEAD, words(said) + where, hops == 0 ? "" : at.toString());
            }
            if (!said.isFine()) {
                return new LinkResult(link, State.UNCHECKED, words(said) + where, hops == 0 ? "" : at.toString());
            }
            if (hops == 0) {
                return new LinkResult(link, State.OK, "", "");
            }
            URI first = withoutFragment(URI.create(link.url()));
            boolean moved = !settled.equals(first);
            String note =
                    isFrontPage(at) && !isFrontPage(first) ? "it ends at a front page: is the text still there?" : "";
            return new LinkResult(
                    link,
                    moved ? State.MOVED : State.REDIRECTED,
                    note,
                    withFragment(moved ? settled : at, URI.create(link.url()).getRawFragment()));
        }

        /** A HEAD first, which costs least; where that is not answered well, the GET that a browser would send. */
        private Said ask(URI at) throws InterruptedException {
            Said head = patiently("HEAD", at);
            boolean enough = head.isFine() || head.isRedirect() || BUSY.contains(head.status()) || head.status() == 0;
            return enough ? head : patiently("GET", at);
        }

        private Said patiently(String method, URI at) throws InterruptedException {
            String host = host(at);
            Said said = new Said(0, null, null, "", false);
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                String words = closed.get(host);
                if (words != null) {
                    return new Said(0, null, null, words, false);
                }
                said = once(method, at);
                boolean again = said.status() == 0 || BUSY.contains(said.status());
                if (!again) {
                    return said;
                }
                Duration later = said.later();
                if (later != null && later.compareTo(manners.patience()) > 0) {
                    closed.put(host, "the host asks to be left alone for " + later.toSeconds() + " s");
                } else if (later != null) {
                    turns.hold(host, later);
                }
            }
            return said;
        }

        private Said once(String method, URI at) throws InterruptedException {
            String host = host(at);
            try {
                HttpRequest request = HttpRequest.newBuilder(at)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(manners.timeout())
                        .header("User-Agent", agent)
                        .header("Accept", "text/html,*/*;q=0.8")
                        .build();
                HttpResponse<InputStream> response =
                        turns.take(host, () -> client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
                // Closed unread: whether the page is there is known, what it says is not asked.
                response.body().close();
                answered.add(host);
                return new Said(
                        response.statusCode(),
                        response.headers().firstValue("Location").orElse(null),
                        response.headers()
                                .firstValue("Retry-After")
                                .map(this::duration)
                                .orElse(null),
                        "",
                        false);
            } catch (IllegalArgumentException e) {
                return new Said(0, null, null, "no address that can be asked: " + at, false);
            } catch (IOException e) {
                return failed(host, e);
            }
        }

        private Said failed(String host, IOException e) {
            if (isUnknown(e)) {
                inVain.add(host);
                return new Said(0, null, null, "there is no host " + host, true);
            }
            if (e instanceof HttpConnectTimeoutException || e instanceof NoRouteToHostException) {
                inVain.add(host);
                return new Said(0, null, null, "no connection to " + host, false);
            }
            if (e instanceof ConnectException) {
                inVain.add(host);
                return new Said(0, null, null, host + " refuses connections", true);
            }
            if (e instanceof HttpTimeoutException) {
                return new Said(
                        0, null, null, "no answer within " + manners.timeout().toSeconds() + " s", false);
            }
            if (e instanceof SSLException) {
                // As likely the trust store or a proxy on this side as the certificate on theirs.
                return new Said(0, null, null, "no secure connection: " + e.getMessage(), false);
            }
            return new Said(0, null, null, "the connection broke: " + e.getMessage(), false);
        }

        /** Seconds, or a date. */
        private @Nullable Duration duration(String header) {
            try {
                return header.chars().allMatch(Character::isDigit)
                        ? Duration.ofSeconds(Long.parseLong(header))
                        : max(Duration.between(
                                clock.instant(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)));
            } catch (DateTimeException | NumberFormatException e) {
                return null;
            }
        }
    }

    private static Duration max(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static boolean isUnknown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static String words(Said said) {
        if (said.status() == 0) {
            return said.fault();
        }
        return switch (said.status()) {
            case 401, 403 -> "refused to this program (" + said.status() + "); open it in a browser";
            case 404 -> "not found (404)";
            case 410 -> "gone (410)";
            case 429 -> "too many requests (429), try again later";
            default -> "answered with " + said.status();
        };
    }

    private static @Nullable URI target(URI from, @Nullable String location) {
        if (location == null || location.isBlank()) {
            return null;
        }
        try {
            URI to = withoutFragment(from.resolve(location.strip().replace(" ", "%20")));
            boolean web = "https".equalsIgnoreCase(to.getScheme()) || "http".equalsIgnoreCase(to.getScheme());
            return web && to.getHost() != null ? to : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static URI withoutFragment(URI uri) {
        String text = uri.toString();
        return uri.getRawFragment() == null ? uri : URI.create(text.substring(0, text.indexOf('#')));
    }

    private static String withFragment(URI uri, @Nullable String fragment) {
        return fragment == null ? uri.toString() : uri + "#" + fragment;
    }

    private static boolean isFrontPage(URI uri) {
        String path = uri.getRawPath();
        return (path == null || path.isEmpty() || path.equals("/")) && uri.getRawQuery() == null;
    }
}
