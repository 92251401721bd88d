package io.github.mlmentor.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, driven through the DevTools protocol by the JDK alone. */
public final class Browser implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    private Browser(Process process, Path profile, URI address) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Ears())
                .join();
    }

    /** Where Chromium is installed on this machine. */
    public static Optional<Path> find() {
        Stream<Path> onPath = Stream.of(
                        System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        Stream<Path> elsewhere = Stream.of(
                Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));
        return Stream.concat(onPath, elsewhere).filter(Files::isExecutable).findFirst();
    }

    /** Starts a browser with an empty profile. */
    public static Browser start(Path executable) {
        try {
            return started(executable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Browser started(Path executable) throws IOException {
        Path profile = Files.createTempDirectory("browser");
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-breakpad",
                        "--no-first-run",
                        "--no-default-browser-check",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
            if (line.startsWith("DevTools listening on ")) {
                // What it says from now on is read and dropped, so that it never waits for a reader.
                Thread drain = new Thread(() -> said.lines().forEach(dropped -> {}), "browser-output");
                drain.setDaemon(true);
                drain.start();
                return new Browser(process, profile, URI.create(line.substring("DevTools listening on ".length())));
            }
        }
        process.destroyForcibly();
        throw new IOException("the browser did not start: " + String.join("\n", lines));
    }

    /** A page with no memory of any other. */
    public Page open() {
        JsonNode context = call("", "Target.createBrowserContext", with());
        JsonNode target = call(
                "",
                "Target.createTarget",
                with().put("url", "about:blank")
                        .put(
                                "browserContextId",
                                context.path("browserContextId").asText()));
        JsonNode session = call(
                "",
                "Target.attachToTarget",
                with().put("targetId", target.path("targetId").asText()).put("flatten", true));
        Page page = new Page(session.path("sessionId").asText());
        pages.put(page.session, page);
        for (String domain : List.of("Page", "Runtime", "Network", "Log", "Audits")) {
            page.call(domain + ".enable", with());
        }
        page.look(1_280, 800, "light");
        return page;
    }

    private static ObjectNode with() {
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode call(String session, String method, ObjectNode parameters) {
        ObjectNode message = with();
        int number = numbers.incrementAndGet();
        message.put("id", number).put("method", method).set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(number, answer);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void heard(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> waiting = open.remove(message.path("id").asInt());
            if (waiting != null && message.has("error")) {
                waiting.completeExceptionally(
                        new IllegalStateException(message.path("error").toString()));
            } else if (waiting != null) {
                waiting.complete(message.path("result"));
            }
            return;
        }
        Page page = pages.get(message.path("sessionId").asText());
        if (page != null) {
            page.noticed(message.path("method").asText(), message.path("params"));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            call("", "Browser.close", with());
        } catch (CompletionException e) {
            // It may be gone before it has answered; what matters is that it goes.
        }
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // A process that is still on its way out may write; the folder is one of the system's temporary ones.
        }
    }

    /** A tab. */
    public final class Page implements AutoCloseable {
        private final String session;
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private volatile @Nullable CompletableFuture<Void> loading;

        private Page(String session) {
            this.session = session;
        }

        private JsonNode call(String method, ObjectNode parameters) {
            return Browser.this.call(session, method, parameters);
        }

        private void noticed(String event, JsonNode details) {
            switch (event) {
                case "Network.requestWillBeSent" ->
                    requests.add(details.path("request").path("url").asText());
                case "Page.loadEventFired" -> {
                    CompletableFuture<Void> waiting = loading;
                    if (waiting != null) {
                        waiting.complete(null);
                    }
                }
                case "Runtime.exceptionThrown" -> complaints.add("exception: " + details.path("exceptionDetails"));
                case "Runtime.consoleAPICalled" -> {
                    if (List.of("error", "warning", "assert")
                            .contains(details.path("type").asText())) {
                        complaints.add("console: " + details.path("args"));
                    }
                }
                case "Log.entryAdded" -> {
                    JsonNode entry = details.path("entry");
                    if (List.of("error", "warning").contains(entry.path("level").asText())) {
                        complaints.add("log: " + entry.path("text").asText() + " "
                                + entry.path("url").asText());
                    }
                }
                case "Audits.issueAdded" -> {
                    JsonNode issue = details.path("issue");
                    if (issue.path("code").asText().equals("ContentSecurityPolicyIssue")) {
                        complaints.add("policy: " + issue);
                    }
                }
                default -> {
                    // Of no interest.
                }
            }
        }

        /** Every address that was asked for since the page was opened. */
        public List<String> requests() {
            return requests;
        }

        /** Every error and warning of the console, uncaught exception and violation of the content security policy. */
        public List<String> complaints() {
            return complaints;
        }

        /** Goes to an address and waits until the page is loaded. */
        public void go(String url) {
            load(() -> call("Page.navigate", with().put("url", url)));
        }

        void reload() {
            load(() -> call("Page.reload", with()));
        }

        private void load(Runnable start) {
            CompletableFuture<Void> loaded = new CompletableFuture<>();
            loading = loaded;
            start.run();
            loaded.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            loading = null;
        }

        /** Sets the window's size and the colours that the system prefers; motion is always reduced. */
        public void look(int width, int height, String colours) {
            call(
                    "Emulation.setDeviceMetricsOverride",
                    with().put("width", width)
                            .put("height", height)
                            .put("deviceScaleFactor", 1)
                            .put("mobile", width < 600));
            ObjectNode media = with();
            media.putArray("features")
                    .add(with().put("name", "prefers-color-scheme").put("value", colours))
                    .add(with().put("name", "prefers-reduced-motion").put("value", "reduce"));
            call("Emulation.setEmulatedMedia", media);
        }

        /**
         * A picture, as PNG, of the page at this width.
         *
         * @param height how much of it; 0 for all
         * @param scale how many pixels for one of CSS
         */
        public byte[] photograph(int width, int height, double scale) {
            call("Emulation.setScrollbarsHidden", with().put("hidden", true));
            metrics(width, 100, scale);
            int whole = value("Math.ceil(document.documentElement.getBoundingClientRect().height)")
                    .asInt();
            metrics(width, height == 0 ? whole : height, scale);
            JsonNode picture = call("Page.captureScreenshot", with().put("format", "png"));
            return Base64.getDecoder().decode(picture.path("data").asText());
        }

        private void metrics(int width, int height, double scale) {
            call(
                    "Emulation.setDeviceMetricsOverride",
                    with().put("width", width)
                            .put("height", height)
                            .put("deviceScaleFactor", scale)
                            .put("mobile", false));
        }

        public void scripts(boolean on) {
            call("Emulation.setScriptExecutionDisabled", with().put("value", !on));
        }

        void network(boolean on) {
            call(
                    "Network.emulateNetworkConditions",
                    with().put("offline", !on)
                            .put("latency", 0)
                            .put("downloadThroughput", -1)
                            .put("uploadThroughput", -1));
        }

        /** The value of an expression in the page. */
        public JsonNode value(String expression) {
            JsonNode result = call(
                    "Runtime.evaluate",
                    with().put("expression", expression)
                            .put("returnByValue", true)
                            .put("awaitPromise", true)
                            .put("userGesture", true));
            if (result.has("exceptionDetails")) {
                throw new IllegalStateException(
                        expression + ": " + result.path("exceptionDetails").toString());
            }
            return result.path("result").path("value");
        }

        public String text(String expression) {
            return value(expression).asText();
        }

        /** The texts of a list. */
        public List<String> texts(String expression) {
            List<String> texts = new ArrayList<>();
            value(expression).forEach(text -> texts.add(text.asText()));
            return texts;
        }

        public int count(String selector) {
            return value("document.querySelectorAll(" + quoted(selector) + ").length")
                    .asInt();
        }

        /** Waits until an expression is true; a page that is just being left does not count as an answer. */
        public void await(String expression) {
            try {
                Awaitility.await(expression)
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(15))
                        .ignoreExceptions()
                        .until(() -> value("Boolean(" + expression + ")").asBoolean());
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(
                        "not true in time: " + expression + "\non the page:\n" + text("document.body.innerText"), e);
            }
        }

        /** Waits until there is such an element and it is visible. */
        public void awaitVisible(String selector) {
            await("document.querySelector(" + quoted(selector) + ")?.checkVisibility()");
        }

        /** Writes where the focus is. */
        public void type(String text) {
            call("Input.insertText", with().put("text", text));
        }

        /**
         * Presses and releases a key.
         *
         * @param key its name as in {@code KeyboardEvent.key}, with {@code Shift+} in front where that is held
         */
        public void press(String key) {
            boolean shift = key.startsWith("Shift+");
            String name = shift ? key.substring("Shift+".length()) : key;
            int code =
                    switch (name) {
                        case "Tab" -> 9;
                        case "Enter" -> 13;
                        case "Escape" -> 27;
                        case "ArrowUp" -> 38;
                        case "ArrowDown" -> 40;
                        case "/" -> 191;
                        default -> throw new IllegalArgumentException("no such key here: " + name);
                    };
            String written = name.equals("Enter") ? "\r" : name.equals("/") ? "/" : "";
            ObjectNode event = with().put("key", name)
                    .put("code", name.equals("/") ? "Slash" : name)
                    .put("windowsVirtualKeyCode", code)
                    .put("modifiers", shift ? 8 : 0);
            ObjectNode down = event.deepCopy().put("type", written.isEmpty() ? "rawKeyDown" : "keyDown");
            if (!written.isEmpty()) {
                down.put("text", written);
            }
            call("Input.dispatchKeyEvent", down);
            call("Input.dispatchKeyEvent", event.put("type", "keyUp"));
        }

        /** Clicks with the mouse in the middle of the first such element. */
        public void click(String selector) {
            awaitVisible(selector);
            JsonNode point = value("(() => { const e = document.querySelector(" + quoted(selector) + ");"
                    + "e.scrollIntoView({block: 'center', behavior: 'instant'});"
                    + "const r = e.getClientRects()[0]; return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()");
            for (String type : List.of("mousePressed", "mouseReleased")) {
                call(
                        "Input.dispatchMouseEvent",
                        with().put("type", type)
                                .put("x", point.path("x").asDouble())
                                .put("y", point.path("y").asDouble())
                                .put("button", "left")
                                .put("clickCount", 1));
            }
        }

        /** The roles and names under which a screen reader knows what is on the page. */
        public List<JsonNode> accessibilityTree() {
            List<JsonNode> nodes = new ArrayList<>();
            call("Accessibility.getFullAXTree", with()).path("nodes").forEach(nodes::add);
            return nodes;
        }

        @Override
        public void close() {
            call("Page.close", with());
            pages.remove(session);
        }
    }

    /** A text as a JavaScript string. */
    static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    /** Puts the pieces of messages together. */
    private final class Ears implements WebSocket.Listener {
        private final StringBuilder soFar = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            soFar.append(data);
            if (last) {
                String message = soFar.toString();
                soFar.setLength(0);
                try {
                    heard(MAPPER.readTree(message));
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException(e);
                }
            }
            from.request(1);
            return null;
        }
    }
}
