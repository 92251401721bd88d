package io.github.mlmentor.slack;

import io.github.mlmentor.rig.Options;
import io.github.mlmentor.rig.Percentiles;
import io.github.mlmentor.rig.Served;
import io.github.mlmentor.slack.fake.Call;
import io.github.mlmentor.slack.fake.Delivery;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.slack.fake.HttpDoor;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Room;
import io.github.mlmentor.slack.fake.Sent;
import io.github.mlmentor.slack.fake.SocketDoor;
import io.github.mlmentor.slack.fake.Team;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Sends mentions to the whole program, run as a process of its own, from a Slack on this machine, and reports how fast they were
 * acknowledged and answered, how many were lost and how many doubled: {@code --mentions 1000 --seconds 10 --channels 500 --seed 1},
 * {@code --warm 200} mentions before that are not counted, {@code --http} for signed posts instead of Socket Mode, {@code --faults} for a
 * Slack that fails now and then.
 */
public final class SlackLoad {
    private static final String BOT_NAME = "ana";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> QUESTIONS = List.of(
            "What does an ML engineer do all day?",
            "How much maths do I need?",
            "What is the difference between a data scientist and an ML engineer?",
            "How do I get a first job without experience?",
            "Which skills should I learn first?");

    private final Options options;
    private final Random random;

    private SlackLoad(Options options) {
        this.options = options;
        this.random = new Random(options.number("seed", 1));
    }

    /** Runs what the command line says. */
    public static void main(String[] arguments) throws Exception {
        System.exit(new SlackLoad(new Options(arguments)).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        boolean http = options.has("http");
        try (FakeSlack slack = FakeSlack.start();
                Served bot = Served.start(settings(slack, http))) {
            bot.awaitReady();
            if (http) {
                slack.sendTo("http://127.0.0.1:" + bot.port() + "/slack/events");
            }
            return measure(slack, http);
        }
    }

    private static Map<String, String> settings(FakeSlack slack, boolean http) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SLACK_API_URL",
                slack.apiUrl(),
                "SLACK_BOT_TOKEN",
                slack.team().token(),
                "SLACK_SIGNING_SECRET",
                HttpDoor.SECRET));
        if (!http) {
            settings.put("SLACK_APP_TOKEN", FakeSlack.APP_TOKEN);
        }
        return settings;
    }

    private boolean measure(FakeSlack slack, boolean http) throws Exception {
        int mentions = options.number("mentions", 1_000);
        int channels = options.number("channels", 500);
        Team team = slack.team();
        for (int i = 0; i < channels; i++) {
            String person = "U0LOAD" + i;
            slack.person(person, BOT_NAME + i, team, false);
            slack.channel("C0LOAD" + i, "load-" + i, team, Room.Kind.CHANNEL, false, person, team.botUser());
        }
        Thread trouble = new Thread(() -> trouble(slack, http), "trouble");
        trouble.setDaemon(true);
        slack.settings().retryDelays(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));
        warm(slack, team, options.number("warm", 200));
        if (options.has("faults")) {
            // Nobody wants to wait for five minutes.
            slack.settings().retryDelays(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(10));
            trouble.start();
        }
        int before = slack.see().deliveries().size();
        long pause = Duration.ofSeconds(options.number("seconds", 10)).toNanos() / mentions;
        long begin = System.nanoTime();
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < mentions; i++) {
            long wait = begin + i * pause - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
            int where = i % channels;
            sent.add(
                    slack.mention("C0LOAD" + where, "U0LOAD" + where, QUESTIONS.get(random.nextInt(QUESTIONS.size()))));
        }
        trouble.interrupt();
        slack.clearFaults();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end
                && sent.stream().anyMatch(one -> answers(slack, one).isEmpty())) {
            Thread.sleep(250);
        }
        // What is doubled comes late.
        Thread.sleep(Duration.ofSeconds(5).toMillis());
        return report(slack, sent, http, before);
    }

    /** What has just been started is slower than what runs. */
    private static void warm(FakeSlack slack, Team team, int mentions) throws InterruptedException {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < mentions; i++) {
            slack.person("U0WARM" + i, "warm" + i, team, false);
            slack.channel("C0WARM" + i, "warm-" + i, team, Room.Kind.CHANNEL, false, "U0WARM" + i, team.botUser());
            sent.add(slack.mention("C0WARM" + i, "U0WARM" + i, QUESTIONS.get(i % QUESTIONS.size())));
            Thread.sleep(50);
        }
        while (sent.stream().anyMatch(one -> answers(slack, one).isEmpty())) {
            Thread.sleep(250);
        }
    }

    /** Every kind of trouble, in turn and at random moments. */
    private void trouble(FakeSlack slack, boolean http) {
        try {
            while (true) {
                Thread.sleep(100 + random.nextInt(400));
                switch (random.nextInt(http ? 6 : 8)) {
                    case 0 -> slack.fault(Fault.on("chat.*").rateLimited(Duration.ofSeconds(1)));
                    case 1 -> slack.fault(Fault.on("chat.*").status(500));
                    case 2 -> slack.fault(Fault.on("chat.*").dropBefore());
                    case 3 -> slack.fault(Fault.on("chat.*").dropAfter());
                    case 4 -> slack.fault(Fault.on("chat.*").error("internal_error"));
                    case 5 -> slack.fault(Fault.on("conversations.*").status(503));
                    case 6 -> slack.sockets().disconnect(SocketDoor.Reason.REFRESH_REQUESTED);
                    default -> slack.sockets().drop();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Post> answers(FakeSlack slack, Sent sent) {
        return slack.see().answers(sent.room().id(), sent.thread());
    }

    private static boolean report(FakeSlack slack, List<Sent> sent, boolean http, int before) {
        Map<String, Duration> first = new HashMap<>();
        for (Call call : slack.see().calls("chat.postMessage|assistant.threads.setStatus|chat.startStream")) {
            String thread = call.argument("thread_ts");
            first.putIfAbsent(
                    thread, Duration.ofMillis(call.at().plus(call.took()).toEpochMilli()));
        }
        List<Duration> visible = new ArrayList<>();
        int lost = 0;
        int doubled = 0;
        int unfinished = 0;
        for (Sent one : sent) {
            List<Post> answers = answers(slack, one);
            lost += answers.isEmpty() ? 1 : 0;
            doubled += answers.size() > 1 ? 1 : 0;
            unfinished += answers.stream()
                            .anyMatch(post -> post.json().path("text").asText().endsWith("…"))
                    ? 1
                    : 0;
            Duration seen = first.get(one.thread());
            if (seen != null
                    && !one.deliveries().isEmpty()
                    && !one.deliveries().get(0).attempts().isEmpty()) {
                visible.add(seen.minusMillis(
                        one.deliveries().get(0).attempts().get(0).sent().toEpochMilli()));
            }
        }
        List<Duration> acknowledged = slack.see().deliveries().stream()
                .skip(before)
                .filter(Delivery::acknowledged)
                .map(Delivery::latency)
                .toList();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d mentions | acknowledged p50 / p99 / max %s ms | first sign p50 / p99 / max %s ms | lost %d |"
                        + " doubled %d | unfinished %d | violations %s |%n",
                http ? "HTTP" : "Socket Mode",
                sent.size(),
                Percentiles.ofAll(acknowledged).line(),
                Percentiles.ofAll(visible).line(),
                lost,
                doubled,
                unfinished,
                slack.violations().stream()
                        .collect(Collectors.groupingBy(violation -> violation.rule(), Collectors.counting())));
        return lost + doubled + unfinished == 0 && slack.violations().isEmpty();
    }
}
