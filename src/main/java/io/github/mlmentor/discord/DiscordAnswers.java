package io.github.mlmentor.discord;

import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Outbox;
import io.github.mlmentor.intake.Part;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Which messages answer which job. Found by what the messages say of themselves, since they may be of another process. Thread-safe. */
final class DiscordAnswers {
    private final Inbox inbox;
    private final Outbox outbox;
    private final DiscordApi api;
    private final DiscordPort port;

    DiscordAnswers(Inbox inbox, Outbox outbox, DiscordApi api, DiscordPort port) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.api = api;
        this.port = port;
    }

    /** Whether nobody but the asker sees the answer, so that nothing more can be found out about it. */
    static boolean isPrivate(Job job) {
        return job.notes().containsKey(DiscordQuestions.ONLY_FOR);
    }

    /** Whether it came by a command, a button or a form, so that there is no message of the asker's. */
    static boolean isUnwritten(Job job) {
        return job.notes().containsKey(DiscordQuestions.TOKEN);
    }

    /** The job that a message became. */
    Optional<Job> asked(MessageKey key) {
        return inbox.find(key);
    }

    /** The job with this name. */
    Optional<Job> find(String job) {
        return inbox.find(job);
    }

    /** The messages of an answer that everybody there sees, first to last; empty when Discord could not be asked now. */
    Optional<List<DataObject>> shown(Job job) {
        List<String> keys = outbox.parts(job).stream().map(Part::key).toList();
        return port.saidAfter(DiscordPlace.of(job.conversation()), job.key().message())
                .map(said -> said.stream()
                        .filter(one -> DiscordMessages.isFinished(one)
                                && keys.stream().anyMatch(key -> DiscordMessages.has(one, key)))
                        .sorted(Comparator.comparing(one -> Long.parseUnsignedLong(one.getString("id"))))
                        .toList());
    }

    /**
     * The job that a message of ours answers. The buttons name it; of an answer of several messages they are below the last, so that
     * those before it are told by their numbers.
     */
    Optional<Job> job(DataObject message) {
        Optional<Job> named = named(message).flatMap(inbox::find);
        if (named.isPresent()) {
            return named;
        }
        return api.saidAfter(message.getString("channel_id"), message.getString("id")).orElse(List.of()).stream()
                .filter(api::isOurs)
                .flatMap(later -> named(later).stream())
                .distinct()
                .flatMap(job -> inbox.find(job).stream())
                .filter(job -> outbox.parts(job).stream().anyMatch(part -> DiscordMessages.has(message, part.key())))
                .findFirst();
    }

    /** The job that a message names. */
    static Optional<String> named(DataObject message) {
        return components(message)
                .map(component -> component.getString("custom_id", ""))
                .filter(id -> id.startsWith(DiscordRenderer.DELETE + ":"))
                .map(id -> CustomId.parse(id).value())
                .findFirst();
    }

    private static Stream<DataObject> components(DataObject parent) {
        return parent.optArray("components").stream()
                .flatMap(array -> array.stream(DataArray::getObject))
                .flatMap(component -> Stream.concat(Stream.of(component), components(component)));
    }
}
