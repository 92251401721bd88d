package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Adds lines to answers that were given. Each has a number of its own in the message, so that it is there once. Thread-safe. */
final class DiscordAmendments {
    private static final int TEXT = 10;
    private static final int SEPARATOR = 14;
    private static final int MOST_CHARACTERS = 4_000;
    private static final int MOST_COMPONENTS = 40;
    private static final int COMPONENTS_V2 = 1 << 15 | 1 << 2;

    private final DiscordApi api;
    private final DiscordMessages messages;
    private final DiscordAnswers answers;

    DiscordAmendments(DiscordApi api, DiscordMessages messages, DiscordAnswers answers) {
        this.api = api;
        this.messages = messages;
        this.answers = answers;
    }

    Delivery amend(Job job, String line, String url) {
        if (DiscordAnswers.isPrivate(job)) {
            return new Delivery.Undeliverable("private");
        }
        Optional<List<DataObject>> shown = answers.shown(job);
        if (shown.isEmpty()) {
            return new Delivery.Postponed(DiscordMessages.SOON, DiscordMessages.UNREADABLE);
        }
        if (shown.get().isEmpty()) {
            return new Delivery.Undeliverable("gone");
        }
        DataObject last = shown.get().get(shown.get().size() - 1);
        String channel = last.getString("channel_id");
        String message = last.getString("id");
        String key = "amended/" + job.id() + "/" + line + "/" + url;
        List<DataObject> components = new ArrayList<>(
                last.getArray("components").stream(DataArray::getObject).toList());
        if (components.stream().anyMatch(one -> one.getInt("id", 0) == DiscordMessages.number(key))) {
            return delivered(channel, message);
        }
        String words = Markup.line(List.of(Run.link(Characters.line(line), url.isEmpty() ? null : url)));
        if (length(components) + words.length() > MOST_CHARACTERS || count(components) >= MOST_COMPONENTS) {
            Delivery below = messages.once(channel, key, message, DiscordMessages.silent(Components.text(words)));
            return below instanceof Delivery.Delivered ? delivered(channel, message) : below;
        }
        components.add(
                belowTheWords(components),
                DataObject.empty()
                        .put("type", TEXT)
                        .put("id", DiscordMessages.number(key))
                        .put("content", words));
        Delivery edited = api.show(
                Route.Messages.EDIT_MESSAGE.compile(channel, message),
                DataObject.empty()
                        .put("flags", COMPONENTS_V2)
                        .put("components", DataArray.fromCollection(components))
                        .put("allowed_mentions", DiscordMessages.nobody()),
                answer -> message);
        return edited instanceof Delivery.Delivered ? delivered(channel, message) : edited;
    }

    /** Where the words of an answer end, before its sources and buttons. */
    private static int belowTheWords(List<DataObject> components) {
        for (int i = 0; i < components.size(); i++) {
            int type = components.get(i).getInt("type", 0);
            if (type == SEPARATOR || type == Components.ROW) {
                return i;
            }
        }
        return components.size();
    }

    private static Delivery delivered(String channel, String message) {
        return new Delivery.Delivered(new Receipt(channel, message).written());
    }

    private static int count(List<DataObject> components) {
        return components.stream().mapToInt(one -> 1 + count(inner(one))).sum();
    }

    private static int length(List<DataObject> components) {
        return components.stream()
                .mapToInt(one -> one.getString("content", "").length() + length(inner(one)))
                .sum();
    }

    private static List<DataObject> inner(DataObject component) {
        return component.optArray("components").orElseGet(DataArray::empty).stream(DataArray::getObject)
                .toList();
    }
}
