package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.layout.Characters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;

/** What people said before they asked: in the thread, or in the message that they replied to. Thread-safe. */
final class DiscordThreads {
    private static final int MOST_READ = 8;
    private static final int MOST_OF_EACH = 200;
    private static final String MOST_LISTED = "100";

    private final DiscordApi api;
    private final Inbox inbox;
    private final Policies policies;

    DiscordThreads(DiscordApi api, Inbox inbox, Policies policies) {
        this.api = api;
        this.inbox = inbox;
        this.policies = policies;
    }

    /** How the talk began, and how it went on last; nothing of people who want nothing of theirs handled. */
    List<String> before(Job job) {
        DiscordPlace place = DiscordPlace.of(job.conversation());
        String asked = job.key().message();
        String reference = job.notes().getOrDefault(DiscordTranslator.REFERENCE, "");
        List<DataObject> said = new ArrayList<>();
        if (!place.thread().isEmpty() && !place.thread().equals(asked)) {
            said.addAll(api.list(Route.Messages.GET_MESSAGE_HISTORY
                            .compile(place.thread())
                            .withQueryParams("limit", MOST_LISTED, "before", asked))
                    .orElse(List.of()));
        } else if (!reference.isEmpty()) {
            api.look(Route.Messages.GET_MESSAGE.compile(place.channel(), reference))
                    .ifPresent(said::add);
        }
        List<String> read = new ArrayList<>(said.stream()
                .sorted(Comparator.comparing(message -> Long.parseUnsignedLong(message.getString("id"))))
                .flatMap(message -> words(place, message).stream())
                .toList());
        while (read.size() > MOST_READ) {
            read.remove(1);
        }
        return read;
    }

    private Optional<String> words(DiscordPlace place, DataObject message) {
        if (api.isOurs(message)) {
            // What we said is known by what it answered.
            return DiscordAnswers.named(message)
                    .flatMap(inbox::find)
                    .filter(job -> !policies.hasOptedOut(job.person()))
                    .map(Job::text)
                    .filter(text -> !text.isBlank())
                    .map(text -> Characters.shorten(text, MOST_OF_EACH));
        }
        // A thread begins with a mere pointer to the message that it was made under.
        DataObject origin = message.optObject("referenced_message")
                .filter(earlier -> message.getString("content", "").isEmpty())
                .orElse(message);
        DataObject author = origin.optObject("author").orElseGet(DataObject::empty);
        String user = author.getString("id", "");
        boolean person = !author.getBoolean("bot", false) && !user.isEmpty();
        if (!person || policies.hasOptedOut(new Person(Platform.DISCORD, place.guild(), user))) {
            return Optional.empty();
        }
        String text = DiscordText.plain(origin.getString("content", ""), api.self());
        return text.isBlank() ? Optional.empty() : Optional.of(Characters.shorten(text, MOST_OF_EACH));
    }
}
