package io.github.mlmentor.discord;

import io.github.mlmentor.discord.fake.FakeDiscord;
import io.github.mlmentor.discord.fake.Fault;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Room;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.discord.fake.Violation;
import io.github.mlmentor.rig.Options;
import io.github.mlmentor.rig.Percentiles;
import io.github.mlmentor.rig.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Uses the commands of the whole program, run as a process of its own, from a Discord on this machine, and reports how soon it was
 * acknowledged, how soon there was something to read and how soon the answer stood there, how many were lost and how many doubled:
 * {@code --interactions 500 --seconds 10 --seed 1}, {@code --mentions 100} as well in the same time, {@code --warm 200} commands before
 * that are not counted, {@code --faults} for a Discord that fails now and then.
 *
 * <p>{@code --guilds 1,100,1000} reports instead what memory it takes to be in so many servers of {@code --channels 30} channels and
 * {@code --roles 20} roles each.
 */
public final class DiscordLoad {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final int SAMPLES = 4;
    private static final double MEGABYTE = 1_048_576.0;
    private static final double KILOBYTE = 1_024.0;
    private static final List<String> QUESTIONS = List.of(
            "What does an ML engineer do all day?",
            "How much maths do I need?",
            "What is the difference between a data scientist and an ML engineer?",
            "How do I get a first job without experience?",
            "Which skills should I learn first?");

    private final Options options;
    private final Random random;
    private int places;

    private DiscordLoad(Options options) {
        this.options = options;
        this.random = new Random(options.number("seed", 1));
    }

    /** Runs what the command line says. */
    public static void main(String[] arguments) throws Exception {
        DiscordLoad load = new DiscordLoad(new Options(arguments));
        System.exit((load.options.has("guilds") ? load.memory() : load.speed()) ? 0 : 1);
    }

    private static Served serve(FakeDiscord discord) throws Exception {
        return Served.start(Map.of("DISCORD_API_URL", discord.apiUrl(), "DISCORD_TOKEN", FakeDiscord.TOKEN));
    }

    private boolean memory() throws Exception {
        int channels = options.number("channels", 30);
        int roles = options.number("roles", 20);
        System.out.printf("| Servers of %d channels and %d roles | Resident | Heap after GC |%n", channels, roles);
        System.out.println("|---:|---:|---:|");
        List<long[]> measured = new ArrayList<>();
        for (String count : options.text("guilds", "1,100,1000").split(",")) {
            int guilds = Integer.parseInt(count);
            try (FakeDiscord discord = FakeDiscord.start()) {
                for (int i = 0; i < guilds; i++) {
                    discord.addGuild("guild-" + i, channels, roles);
                }
                try (Served bot = serve(discord)) {
                    bot.awaitReady();
                    discord.see().awaitCommand("", DiscordCommands.SKILL);
                    // What only starting took is given back.
                    Thread.sleep(LATE.toMillis());
                    long heap = Long.MAX_VALUE;
                    long resident = Long.MAX_VALUE;
                    for (int i = 0; i < SAMPLES; i++) {
                        Thread.sleep(1_000);
                        heap = Math.min(heap, bot.heap());
                        resident = Math.min(resident, bot.resident());
                    }
                    measured.add(new long[] {guilds, resident, heap});
                    System.out.printf(
                            Locale.ROOT, "| %d | %.1f MB | %.1f MB |%n", guilds, resident / MEGABYTE, heap / MEGABYTE);
                }
            }
        }
        long[] least = measured.get(0);
        long[] most = measured.get(measured.size() - 1);
        if (most[0] > least[0]) {
            System.out.printf(
                    Locale.ROOT,
                    "| each | %.1f KB | %.1f KB |%n",
                    (most[1] - least[1]) / KILOBYTE / (most[0] - least[0]),
                    (most[2] - least[2]) / KILOBYTE / (most[0] - least[0]));
        }
        return true;
    }

    /**
     * A question that was asked, in a channel of its own.
     *
     * @param command by which it was asked, or null when it was a mention
     */
    private record Asked(
            String channel, Instant at, @Nullable Interaction command) {
        /** What the bot said to it, first to last. */
        List<Post> said(FakeDiscord discord) {
            List<Post> said = new ArrayList<>(discord.see().answers(channel));
            for (Room thread : discord.see().threads(channel)) {
                said.addAll(discord.see().answers(thread.id()));
            }
            return said;
        }

        boolean isAnswered(FakeDiscord discord) {
            return said(discord).stream().anyMatch(Post::componentsV2)
                    && said(discord).stream().noneMatch(Post::loading);
        }
    }

    private boolean speed() throws Exception {
        try (FakeDiscord discord = FakeDiscord.start()) {
            discord.settings().documentedRates();
            int commands = options.number("interactions", 500);
            int mentions = options.number("mentions", 0);
            int warm = options.number("warm", 200);
            List<String[]> all = new ArrayList<>();
            for (int i = 0; i < commands + mentions + warm; i++) {
                all.add(place(discord));
            }
            try (Served bot = serve(discord)) {
                bot.awaitReady();
                DiscordSite.until(() -> discord.see().commands("").size()
                        == DiscordCommands.all().size());
                List<Asked> before = new ArrayList<>();
                for (String[] place : all.subList(0, warm)) {
                    before.add(command(discord, place));
                    Thread.sleep(50);
                }
                await(discord, before);
                int violations = discord.violations().size();
                List<Asked> asked = ask(discord, all.subList(warm, all.size()), commands);
                return report(discord, asked, violations);
            }
        }
    }

    /** A channel and a person of their own. */
    private String[] place(FakeDiscord discord) {
        int number = places++;
        String channel = "9000000008%08d".formatted(number);
        String person = "8000000008%08d".formatted(number);
        discord.happens().channel(channel, "load-" + number, FakeDiscord.ACME);
        discord.addPerson(person, "person-" + number);
        return new String[] {channel, person};
    }

    private Asked command(FakeDiscord discord, String[] place) {
        Interaction used =
                discord.slash(place[0], place[1], DiscordCommands.ASK, Map.of(DiscordCommands.QUESTION, question()));
        return new Asked(place[0], used.at(), used);
    }

    private Asked mention(FakeDiscord discord, String[] place) {
        Sent sent = discord.mention(place[0], place[1], question());
        return new Asked(place[0], sent.at(), null);
    }

    private String question() {
        return QUESTIONS.get(random.nextInt(QUESTIONS.size()));
    }

    /** At even distances, commands and mentions mixed. */
    private List<Asked> ask(FakeDiscord discord, List<String[]> all, int commands) throws InterruptedException {
        Thread trouble = new Thread(() -> trouble(discord), "trouble");
        trouble.setDaemon(true);
        if (options.has("faults")) {
            trouble.start();
        }
        Set<Integer> used = new HashSet<>();
        random.ints(0, all.size()).distinct().limit(commands).forEach(used::add);
        long pause = Duration.ofSeconds(options.number("seconds", 10)).toNanos() / all.size();
        long begin = System.nanoTime();
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            long wait = begin + i * pause - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
            asked.add(used.contains(i) ? command(discord, all.get(i)) : mention(discord, all.get(i)));
        }
        trouble.interrupt();
        trouble.join();
        discord.clearFaults();
        await(discord, asked);
        // What is doubled comes late.
        Thread.sleep(LATE.toMillis());
        return asked;
    }

    private static void await(FakeDiscord discord, List<Asked> asked) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Asked> open = new ArrayList<>(asked);
        while (System.nanoTime() < end && !open.isEmpty()) {
            open.removeIf(one -> one.isAnswered(discord));
            Thread.sleep(250);
        }
    }

    /** Every kind of trouble, in turn and at random moments. */
    private void trouble(FakeDiscord discord) {
        Random dice = new Random(options.number("seed", 1));
        String calls = "message.create|message.edit|followup.*|thread.create";
        try {
            while (true) {
                Thread.sleep(100 + dice.nextInt(400));
                switch (dice.nextInt(9)) {
                    case 0 -> discord.fault(Fault.on(calls).rateLimited(Duration.ofSeconds(1)));
                    case 1 -> discord.fault(Fault.on(calls).status(500));
                    case 2 -> discord.fault(Fault.on(calls).status(503));
                    case 3 -> discord.fault(Fault.on(calls).dropBefore());
                    case 4 -> discord.fault(Fault.on(calls).dropAfter());
                    case 5 -> discord.fault(Fault.on(calls).statusAfter(502));
                    case 6 -> discord.fault(Fault.on("interaction.callback").dropBefore());
                    case 7 -> discord.gateway().reconnect();
                    default -> discord.gateway().drop();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean report(FakeDiscord discord, List<Asked> asked, int before) {
        long failed = discord.see().calls("message.*|followup.*|thread.create|interaction.callback").stream()
                .filter(call -> !call.ok())
                .count();
        List<Duration> deferred = new ArrayList<>();
        List<Duration> words = new ArrayList<>();
        List<Duration> finished = new ArrayList<>();
        int lost = 0;
        int doubled = 0;
        for (Asked one : asked) {
            if (one.command() != null && one.command().acknowledged()) {
                deferred.add(one.command().latency());
            }
            List<Post> said = one.said(discord);
            if (!one.isAnswered(discord)) {
                lost++;
                continue;
            }
            // Each message of an answer has a number of its own, and words that did not become an answer have none.
            long different = said.stream()
                    .filter(Post::componentsV2)
                    .map(post ->
                            post.json().path("components").path(0).path("id").asInt())
                    .distinct()
                    .count();
            doubled += different < said.size() ? 1 : 0;
            words.add(Duration.between(one.at(), firstWords(said)));
            finished.add(Duration.between(
                    one.at(),
                    said.stream()
                            .map(post -> post.times().get(post.times().size() - 1))
                            .max(Comparator.naturalOrder())
                            .orElseThrow()));
        }
        List<Violation> violations = discord.violations();
        long commands = asked.stream().filter(one -> one.command() != null).count();
        System.out.printf(
                Locale.ROOT,
                "| %d commands and %d mentions | deferred p50 / p99 / max %s ms | first words %s ms | finished %s ms |"
                        + " lost %d | doubled %d | calls that failed %d, connections resumed %d | violations %s |%n",
                commands,
                asked.size() - commands,
                Percentiles.ofAll(deferred).line(),
                Percentiles.ofAll(words).line(),
                Percentiles.ofAll(finished).line(),
                lost,
                doubled,
                failed,
                discord.gateway().resumes(),
                violations.subList(before, violations.size()).stream()
                        .collect(Collectors.groupingBy(Violation::rule, Collectors.counting())));
        return lost + doubled == 0;
    }

    /** When there was something to read other than that the bot thinks. */
    private static Instant firstWords(List<Post> said) {
        Post first = said.get(0);
        boolean thought = first.versions().get(0).equals("is thinking...");
        return first.times().get(thought ? 1 : 0);
    }
}
