package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import com.slack.api.model.Message;
import com.slack.api.util.json.GsonFactory;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.intake.CatchUp;
import io.github.mlmentor.intake.Offer;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was written while nobody listened, read back channel by channel. Bounded: the channels that the bot is in, up to so many, and of
 * each the latest messages and the threads of the last day. A channel that Slack does not let us read is left out. Thread-safe.
 */
final class SlackMissed implements CatchUp.Missed {
    private static final Logger LOG = LoggerFactory.getLogger(SlackMissed.class);
    private static final Gson GSON = GsonFactory.createSnakeCase();
    private static final int MOST_CHANNELS = 50;
    private static final int MOST_MESSAGES = 100;
    private static final int MOST_THREADS = 10;
    /** A thread that began earlier is not looked at again. */
    private static final Duration THREADS_OF = Duration.ofDays(1);

    private final SlackApi api;
    private final SlackTranslator translator;
    private final SlackMentoring mentoring;
    private final Supplier<List<String>> teams;

    SlackMissed(SlackApi api, SlackTranslator translator, SlackMentoring mentoring, Supplier<List<String>> teams) {
        this.api = api;
        this.translator = translator;
        this.mentoring = mentoring;
        this.teams = teams;
    }

    @Override
    public List<CatchUp.Message> since(Instant moment) {
        List<CatchUp.Message> missed = new ArrayList<>();
        for (String team : teams.get()) {
            String bot = api.self(team).map(SlackApi.Self::user).orElse("");
            if (!bot.isEmpty()) {
                channels(team).forEach(channel -> missed.addAll(of(team, bot, channel, moment)));
            }
        }
        missed.sort(Comparator.comparing(message -> message.offer().message().at()));
        return missed;
    }

    private List<Conversation> channels(String team) {
        return api.lookPatiently(
                        team,
                        methods -> methods.usersConversations(request -> request.types(List.of(
                                        ConversationType.PUBLIC_CHANNEL,
                                        ConversationType.PRIVATE_CHANNEL,
                                        ConversationType.MPIM,
                                        ConversationType.IM))
                                .excludeArchived(true)
                                .limit(MOST_CHANNELS)))
                .map(answer -> answer.getChannels())
                .orElse(List.of());
    }

    private List<CatchUp.Message> of(String team, String bot, Conversation channel, Instant moment) {
        List<CatchUp.Message> missed = new ArrayList<>();
        List<Message> latest = api.lookPatiently(
                        team,
                        methods -> methods.conversationsHistory(request -> request.channel(channel.getId())
                                .oldest(SlackTranslator.ts(moment.minus(THREADS_OF)))
                                .limit(MOST_MESSAGES)))
                .map(answer -> answer.getMessages())
                .orElse(List.of());
        int threads = 0;
        for (Message message : latest) {
            List<Message> replies = List.of();
            boolean fresh = isAfter(message.getTs(), moment);
            boolean moved = message.getLatestReply() != null && isAfter(message.getLatestReply(), moment);
            if (moved && threads < MOST_THREADS) {
                threads++;
                replies = replies(team, channel, message, moment);
            }
            if (fresh) {
                offer(team, bot, channel, message, replies).ifPresent(missed::add);
            }
            for (int i = 0; i < replies.size(); i++) {
                offer(team, bot, channel, replies.get(i), replies.subList(i + 1, replies.size()))
                        .ifPresent(missed::add);
            }
        }
        return missed;
    }

    private List<Message> replies(String team, Conversation channel, Message parent, Instant moment) {
        return api
                .look(
                        team,
                        methods -> methods.conversationsReplies(request -> request.channel(channel.getId())
                                .ts(parent.getTs())
                                .oldest(SlackTranslator.ts(moment))
                                .limit(MOST_MESSAGES)))
                .map(answer -> answer.getMessages())
                .orElse(List.of())
                .stream()
                .filter(reply -> !reply.getTs().equals(parent.getTs()) && isAfter(reply.getTs(), moment))
                .toList();
    }

    /** As the event that should have come. */
    private Optional<CatchUp.Message> offer(
            String team, String bot, Conversation channel, Message message, List<Message> later) {
        ObjectNode event = (ObjectNode) SlackApi.json(GSON.toJson(message));
        event.put("type", "message").put("channel", channel.getId()).put("channel_type", kind(channel));
        ObjectNode callback = JsonNodeFactory.instance.objectNode().put("team_id", team);
        callback.set("event", event);
        callback.putArray("authorizations").addObject().put("team_id", team).put("user_id", bot);
        try {
            if (mentoring.said(callback)) {
                return Optional.empty();
            }
        } catch (RuntimeException e) {
            LOG.warn("A mentor's words were found again, and not taken", Wordless.of(e));
            return Optional.empty();
        }
        return translator
                .event((JsonNode) callback)
                .filter(Inbound.Message.class::isInstance)
                .map(inbound -> new CatchUp.Message(
                        Offer.of((Inbound.Message) inbound),
                        later.stream().anyMatch(reply -> isOfSomebodyElse(reply, message))));
    }

    private static boolean isOfSomebodyElse(Message reply, Message asked) {
        return reply.getBotId() == null
                && reply.getUser() != null
                && !reply.getUser().equals(asked.getUser());
    }

    private static String kind(Conversation channel) {
        if (channel.isIm()) {
            return "im";
        }
        return channel.isMpim() ? "mpim" : channel.isPrivate() ? "group" : "channel";
    }

    private static boolean isAfter(String ts, Instant moment) {
        return SlackTranslator.at(ts).isAfter(moment);
    }
}
