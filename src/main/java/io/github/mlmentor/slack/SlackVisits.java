package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.model.assistant.SuggestedPrompt;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Home;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** What is shown when somebody opens a page of ours or invites us. Best effort, after the acknowledgement. Thread-safe. */
final class SlackVisits {
    private static final List<String> PROMPTS = List.of(
            "What does an ML engineer do all day?",
            "How do I become an ML engineer from software engineering?",
            "Which skills should I learn first?",
            "How do I prepare for an ML interview?");

    private final SlackApi api;
    private final Function<Author, Home> homes;
    private final Executor threads;

    SlackVisits(SlackApi api, Function<Author, Home> homes, Executor threads) {
        this.api = api;
        this.homes = homes;
        this.threads = threads;
    }

    void home(String team, String user) {
        threads.execute(() -> {
            var unused = api.look(
                    team,
                    methods -> methods.viewsPublish(request ->
                            request.userId(user).viewAsString(HomeView.render(homes.apply(Author.person(user))))));
        });
    }

    /** One short message to whoever invited us, and to nobody else. */
    void joined(String team, String channel, String inviter) {
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
                                            "Thank you for inviting me. I answer here when I am mentioned, and go on in the thread without a"
                                                    + " mention. `/mentor channel` shows and changes that, `/mentor help` shows the rest.")));
        });
    }

    void assistant(String team, JsonNode thread) {
        threads.execute(() -> {
            var unused = api.look(
                    team,
                    methods -> methods.assistantThreadsSetSuggestedPrompts(request -> request.channelId(
                                    thread.path("channel_id").asText())
                            .threadTs(thread.path("thread_ts").asText())
                            .prompts(PROMPTS.stream()
                                    .map(prompt -> SuggestedPrompt.create(prompt))
                                    .toList())));
        });
    }
}
