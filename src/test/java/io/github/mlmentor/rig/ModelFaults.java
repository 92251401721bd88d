package io.github.mlmentor.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.Main;
import io.github.mlmentor.llm.FakeOpenAi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole product in front of a model that hangs, breaks off, talks rubbish and fails, and works again. */
final class ModelFaults {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASKED = "What does an ML engineer do all day?";
    private static final Pattern EVIDENCE =
            Pattern.compile("<evidence id=\"e1\"[^>]*>(.*?)</evidence>", Pattern.DOTALL);
    private static final int DEADLINE = 3;
    private static final int PEOPLE = 4;
    private static final Duration LATE = Duration.ofSeconds(DEADLINE + 2);
    /** The circuit stays open for half a minute, and the next ones to ask pay for the look. */
    private static final Duration CLOSES = Duration.ofSeconds(75);

    private final Rig rig;
    private final FakeOpenAi model;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger byModel = new AtomicInteger();
    private final AtomicInteger degraded = new AtomicInteger();

    private ModelFaults(Rig rig, FakeOpenAi model, int port) {
        this.rig = rig;
        this.model = model;
        this.port = port;
    }

    /** Everything that a model can do wrong, one after the other. */
    static Verdict everything(Rig rig) throws InterruptedException, IOException {
        try (FakeOpenAi model = FakeOpenAi.start()) {
            Path folder = rig.folder();
            Files.createDirectories(folder.resolve("config"));
            Files.writeString(
                    folder.resolve("config/mentor.yaml"),
                    "knowledge:\n  semantic: false\nmodel:\n  daily_tokens: 1000000000\n  deadline_seconds: " + DEADLINE
                            + "\n");
            BotProcess product = rig.product(
                    Main.class,
                    Map.of(
                            "OPENAI_API_KEY",
                            "sk-of-nobody",
                            "OPENAI_BASE_URL",
                            model.baseUrl(),
                            "MENTOR_HTTP_PORT",
                            "0",
                            "MENTOR_DATA_DIR",
                            rig.store().folder().toString()));
            ModelFaults faults = new ModelFaults(rig, model, product.awaitReady());
            faults.run();
            rig.stopCleanly(product);
            return rig.verdict("model hangs, breaks off, talks rubbish, fails", 4, LATE);
        }
    }

    private void run() throws InterruptedException {
        int seconds = rig.options().number("seconds", 20);
        model.will(this::sensible);
        phase("works", Math.min(seconds, 5));
        if (byModel.get() == 0) {
            rig.problem("the model was never used");
        }
        model.will(FakeOpenAi.Hang.after());
        phase("hangs", seconds);
        int called = model.asked().size();
        model.will(FakeOpenAi.dropsAfter("A sentence "));
        phase("breaks off", seconds);
        model.will(FakeOpenAi.garbage());
        phase("talks rubbish", seconds);
        model.will(FakeOpenAi.fails(500));
        phase("fails", seconds);
        int spared = asked.get() - (model.asked().size() - called);
        rig.note("the open circuit spared " + spared + " calls");
        if (degraded.get() == 0 || spared <= 0) {
            rig.problem("the circuit never opened");
        }
        model.will(this::sensible);
        if (rig.options().number("closes", 1) == 1) {
            awaitClosed();
        }
    }

    private void awaitClosed() throws InterruptedException {
        long start = System.nanoTime();
        byModel.set(0);
        while (byModel.get() == 0) {
            if (System.nanoTime() - start > CLOSES.toNanos()) {
                rig.problem("the circuit did not close within " + CLOSES.toSeconds() + " s");
                return;
            }
            ask();
            rig.pass(Duration.ofMillis(500));
        }
        rig.note("the circuit closed " + (System.nanoTime() - start) / 1_000_000_000
                + " s after the model worked again");
    }

    /** Some people ask, one question after the other each. */
    private void phase(String name, int seconds) throws InterruptedException {
        int before = asked.get();
        int modelBefore = byModel.get();
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        for (int i = 0; i < PEOPLE; i++) {
            people.execute(() -> {
                try {
                    do {
                        ask();
                    } while (!over.await(50, TimeUnit.MILLISECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        rig.pass(Duration.ofSeconds(seconds));
        over.countDown();
        people.shutdown();
        if (!people.awaitTermination(1, TimeUnit.MINUTES)) {
            rig.problem("questions hang while the model " + name);
        }
        rig.note(String.format(
                Locale.ROOT, "%s: %d asked, %d by the model", name, asked.get() - before, byModel.get() - modelBefore));
    }

    private void ask() throws InterruptedException {
        int number = asked.incrementAndGet();
        String channel = "ask" + number;
        Ledger.Question question = rig.ledger().asked(channel, "u", 1);
        rig.ledger().offered(question);
        ObjectNode call = JSON.createObjectNode().put("question", ASKED).put("conversation", rig.seed() + "-" + number);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/ask"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(call.toString()))
                .build();
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            rig.ledger().acknowledged(question, System.nanoTime() - start);
            JsonNode answer = JSON.readTree(response.body());
            if (answer.path("decision").asText().equals("answered")) {
                rig.ledger().shown("", channel, answer.path("answer").asText());
            }
            byModel.addAndGet(answer.path("composer").asText().equals("model") ? 1 : 0);
            degraded.addAndGet(answer.path("degraded").asBoolean() ? 1 : 0);
        } catch (IOException e) {
            rig.problem("a question was not answered: " + e);
        }
    }

    /** What a good model says: the first sentence of its first evidence, with the citation. */
    private void sensible(FakeOpenAi.Line line) throws IOException {
        List<FakeOpenAi.Asked> all = model.asked();
        JsonNode messages = JSON.readTree(all.get(all.size() - 1).body()).path("messages");
        Matcher evidence = EVIDENCE.matcher(
                messages.path(messages.size() - 1).path("content").asText());
        String text = evidence.find() ? evidence.group(1).strip() : "";
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end + 1);
        line.begin();
        line.tokens(sentence + " [e1]");
        line.end("stop");
    }
}
