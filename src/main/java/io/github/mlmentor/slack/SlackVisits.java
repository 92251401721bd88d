package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.model.assistant.SuggestedPrompt;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Home;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/** What is shown when somebody opens a page of ours or invites us. Best effort, after the acknowledgement. Thread-safe. */
final class SlackVisits {
    private static final int MOST_THREADS = 1_000;
    private static final int TITLE = 60;
    private static final List<String> PROMPTS = List.of(
            "What does an ML engineer do all day?",
            "How do I become an ML engineer from software engineering?",
            "Which skills should I learn first?",
            "How do I prepare for an ML interview?");

    /** By words in the name and topic of the channel that somebody looks at. */
    private static final Map<String, List<String>> FITTING = fitting();

    private final SlackApi api;
    private final BiFunction<String, Author, Home> homes;
    private final Executor threads;
    /** Threads of the assistant's panel in which nothing was said yet. */
    private final Set<String> untitled = ConcurrentHashMap.newKeySet();

    /**
     * Shows pages.
     *
     * @param homes the first page of a person in a workspace
     */
    SlackVisits(SlackApi api, BiFunction<String, Author, Home> homes, Executor threads) {
        this.api = api;
        this.homes = homes;
        this.threads = threads;
    }

    private static Map<String, List<String>> fitting() {
        Map<String, List<String>> fitting = new LinkedHashMap<>();
        fitting.put(
                "interview|hiring|jobs?|career|resume|cv|portfolio",
                List.of(
                        "How do I prepare for an ML system design interview?",
                        "What belongs in the portfolio of an ML engineer?",
                        "How do I get a first job without experience?",
                        "Which questions should I ask an employer?"));
        fitting.put(
                "math|maths|statistics?|stats|probability|algebra",
                List.of(
                        "How much maths does an ML engineer need?",
                        "Which statistics should I learn first?",
                        "What are good resources for linear algebra?",
                        "How do I know that my model is calibrated?"));
        fitting.put(
                "mlops|ops|deploy\\w*|production|infra\\w*|platform|monitoring",
                List.of(
                        "How do I bring a model into production?",
                        "How do I monitor a model for drift?",
                        "What is the difference between an ML engineer and an MLOps engineer?",
                        "Which skills does serving a model need?"));
        fitting.put(
                "newcomers?|beginners?|intro\\w*|welcome|start\\w*|help|study|learning|bootcamp",
                List.of(
                        "Where do I start if I want to become an ML engineer?",
                        "How long does it take at ten hours a week?",
                        "Which skills should I learn first?",
                        "Do I need a degree?"));
        return fitting;
    }

    void home(String team, String user) {
        if (user.isEmpty()) {
            return;
        }
        threads.execute(() -> {
            var unused = api.look(
                    team,
                    methods -> methods.viewsPublish(request -> request.userId(user)
                            .viewAsString(HomeView.render(homes.apply(team, Author.person(user))))));
        });
    }

    /** One short message to whoever invited us, and to nobody else. */
    void joined(String team, String channel, String inviter, String mode) {
        if (inviter.isEmpty()) {
            return;
        }
        threads.execute(() -> {
            var unused = api.look(
                    team,
                    methods -> methods.chatPostEphemeral(
                            request -> request.channel(channel)
                                    .user(inviter)
                                    .text(
                                            "Thank you for inviting me. In this channel: *" + mode
                                                    + "*. In a thread that I am part of, nobody needs to mention me again."
                                                    + " Admins change that with `/mentor channel`; `/mentor help` shows what else there is.")));
        });
    }

    /** Somebody opened the assistant's panel. */
    void assistant(String team, JsonNode thread) {
        if (untitled.size() > MOST_THREADS) {
            untitled.clear();
        }
        untitled.add(key(
                team,
                thread.path("channel_id").asText(),
                thread.path("thread_ts").asText()));
        suggest(team, thread);
    }

    /** Suggests questions that fit the channel that is looked at. */
    void suggest(String team, JsonNode thread) {
        String watched = thread.path("context").path("channel_id").asText("");
        threads.execute(() -> {
            List<String> prompts = watched.isEmpty() ? PROMPTS : fitting(team, watched);
            var unused = api.look(
                    team,
                    methods -> methods.assistantThreadsSetSuggestedPrompts(request -> request.channelId(
                                    thread.path("channel_id").asText())
                            .threadTs(thread.path("thread_ts").asText())
                            .prompts(prompts.stream()
                                    .map(SuggestedPrompt::create)
                                    .toList())));
        });
    }

    /** What is said first in a thread of the panel becomes its title. */
    void said(String team, String channel, String thread, String text) {
        if (text.isBlank() || !untitled.remove(key(team, channel, thread))) {
            return;
        }
        threads.execute(() -> {
            var unused = api.look(
                    team,
                    methods -> methods.assistantThreadsSetTitle(request ->
                            request.channelId(channel).threadTs(thread).title(Mrkdwn.plain(text, TITLE))));
        });
    }

    private List<String> fitting(String team, String channel) {
        return api.look(team, methods -> methods.conversationsInfo(request -> request.channel(channel)))
                .map(answer -> answer.getChannel())
                .map(info -> prompts(info.getNameNormalized() + " " + info.getName() + " "
                        + (info.getTopic() == null ? "" : info.getTopic().getValue())))
                .orElse(PROMPTS);
    }

    static List<String> prompts(String about) {
        String words = about.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ");
        return FITTING.entrySet().stream()
                .filter(entry -> words.matches(".*\\b(?:" + entry.getKey() + ")\\b.*"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(PROMPTS);
    }

    private static String key(String team, String channel, String thread) {
        return team + "/" + channel + "/" + thread;
    }
}
