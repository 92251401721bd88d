package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.intake.Job;
import java.util.List;

/** Passes a question on to the channel where mentors look, once. Thread-safe. */
final class SlackMentors {
    private static final int MOST_QUOTED = 1_500;

    private final SlackApi api;
    private final SlackPort port;
    private final String channel;

    /**
     * Passes on.
     *
     * @param channel the mentors' channel, or empty when there is none
     */
    SlackMentors(SlackApi api, SlackPort port, String channel) {
        this.api = api;
        this.port = port;
        this.channel = channel;
    }

    /** Whether there are mentors to ask. */
    boolean arePresent() {
        return !channel.isEmpty();
    }

    /**
     * Passes a question on.
     *
     * @param shown the answer's message
     * @return what whoever clicked is told
     */
    String handOver(Job job, String shown) {
        if (!arePresent()) {
            return "There is no mentors' channel yet; an admin can name one in the settings.";
        }
        Place mentors = new Place(job.key().workspace(), channel, "");
        String key = "mentor/" + job.id();
        boolean known = port.said(mentors).orElse(List.of()).stream()
                .map(SlackPort::mark)
                .anyMatch(mark -> key.equals(mark.get("key")));
        if (known) {
            return "The mentors have this question already.";
        }
        Place asked = Place.of(job.conversation());
        String link = job.conversation().kind() == Conversation.Kind.THREAD ? link(asked, shown) : "";
        Delivery delivery = api.showInTurn(
                mentors,
                methods -> methods.chatPostMessage(
                        SlackApi.message(mentors, "A question for a mentor", SlackApi.mark(key, true))
                                .blocksAsString(blocks(job, link).toString())
                                .build()),
                response -> response.getTs());
        return delivery instanceof Delivery.Delivered
                ? "I have passed it on to the mentors."
                : "I could not reach the mentors' channel; please ask a person directly.";
    }

    private String link(Place asked, String shown) {
        return api.look(
                        asked.team(),
                        methods -> methods.chatGetPermalink(
                                request -> request.channel(asked.channel()).messageTs(shown)))
                .map(answer -> answer.getPermalink())
                .orElse("");
    }

    /** The question as literal text; the person as a mention, because whoever helps has to find him. */
    private static ArrayNode blocks(Job job, String link) {
        ObjectNode block = Kit.object("rich_text");
        ArrayNode elements = block.putArray("elements");
        ArrayNode line = elements.addObject().put("type", "rich_text_section").putArray("elements");
        line.addObject().put("type", "user").put("user_id", job.author());
        line.addObject().put("type", "text").put("text", " would like a mentor's answer");
        if (!link.isEmpty()) {
            line.addObject().put("type", "text").put("text", ": ");
            line.addObject().put("type", "link").put("url", link).put("text", "to the thread");
        }
        ArrayNode quote = elements.addObject().put("type", "rich_text_quote").putArray("elements");
        String words = Mrkdwn.shorten(Mrkdwn.clean(job.text()), MOST_QUOTED);
        quote.addObject().put("type", "text").put("text", words.isEmpty() ? "(no words)" : words);
        return Kit.array().add(block);
    }
}
