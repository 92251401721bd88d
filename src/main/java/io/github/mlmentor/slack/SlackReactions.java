package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.model.Message;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Offer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The reaction with which people who may have somebody's message answered. The question stays its author's: whoever wrote it can edit,
 * delete and forget it. Thread-safe.
 */
final class SlackReactions {
    private static final String WITHHELD = "+asked";

    private final String emoji;
    private final boolean everybody;
    private final SlackPeople people;
    private final SlackApi api;
    private final Intake intake;
    private final Inbox inbox;
    private final BiPredicate<String, String> privateChannels;

    /**
     * Listens for one reaction.
     *
     * @param emoji its name without colons, or empty for none
     * @param everybody whether anybody may use it, or mentors and admins alone
     */
    SlackReactions(
            String emoji,
            boolean everybody,
            SlackPeople people,
            SlackApi api,
            Intake intake,
            Inbox inbox,
            BiPredicate<String, String> privateChannels) {
        this.emoji = emoji;
        this.everybody = everybody;
        this.people = people;
        this.api = api;
        this.intake = intake;
        this.inbox = inbox;
        this.privateChannels = privateChannels;
    }

    /** Takes the message that got the reaction in as a question. */
    void added(JsonNode event, String team, String bot) {
        JsonNode item = event.path("item");
        // Slack tells skin tones apart behind two colons.
        String name = event.path("reaction").asText("").split("::", 2)[0];
        String user = event.path("user").asText("");
        boolean wanted = !emoji.isEmpty()
                && name.equals(emoji)
                && item.path("type").asText().equals("message");
        if (!wanted || user.equals(bot) || !(everybody || people.isMentor(team, user))) {
            return;
        }
        Place channel = new Place(team, item.path("channel").asText(), "");
        String ts = item.path("ts").asText();
        message(api, channel, ts)
                .filter(found -> found.getBotId() == null && found.getUser() != null)
                .ifPresent(found -> offer(channel, ts, found));
    }

    private void offer(Place channel, String ts, Message found) {
        String thread = found.getThreadTs() == null ? ts : found.getThreadTs();
        Place place = new Place(channel.team(), channel.channel(), channel.isDirect() ? "" : thread);
        boolean withheld = inbox.find(Job.id(place.key(ts)))
                .filter(job -> job.state() == Job.State.WITHHELD)
                .isPresent();
        String text = found.getText() == null ? "" : found.getText();
        int files = found.getFiles() == null ? 0 : found.getFiles().size();
        intake.offer(Offer.of(new Inbound.Message(
                // What was overheard and not answered is a question of its own once somebody asks for it.
                place.key(withheld ? ts + WITHHELD : ts),
                place.conversation(place.kind(privateChannels)),
                Author.person(found.getUser()),
                SlackTranslator.at(ts),
                SlackText.plain(text, ""),
                true,
                files,
                null)));
    }

    /** The message itself, whether it stands in a thread or not. */
    static Optional<Message> message(SlackApi api, Place place, String ts) {
        return api
                .look(
                        place.team(),
                        methods -> methods.conversationsReplies(request -> request.channel(place.channel())
                                .ts(ts)
                                .latest(ts)
                                .inclusive(true)
                                .limit(100)
                                .includeAllMetadata(true)))
                .map(answer -> answer.getMessages())
                .orElse(List.of())
                .stream()
                .filter(message -> ts.equals(message.getTs()))
                .findFirst();
    }
}
