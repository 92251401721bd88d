package io.github.mlmentor.discord;

import java.util.List;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to interactions that need no knowledge, for whoever used them alone. */
final class Answers {
    static final String NOT_NOW = "I could not take that down just now. Please send it once more in a minute.";
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Tells that something comes, for whoever used it alone, before storage is asked: Discord waits three seconds. */
    static void soon(IReplyCallback event) {
        event.deferReply(true).queue(done -> {}, Answers::lost);
    }

    /** Says something at once, or in the place of what was said already. */
    static void privately(IReplyCallback event, String text) {
        if (event.isAcknowledged()) {
            event.getHook().editOriginal(text).setAllowedMentions(List.of()).queue(done -> {}, Answers::lost);
        } else {
            event.reply(text)
                    .setEphemeral(true)
                    .setAllowedMentions(List.of())
                    .setSuppressEmbeds(true)
                    .queue(done -> {}, Answers::lost);
        }
    }

    /** Says it to whoever asked alone where everybody was already told that an answer comes: what all see cannot become private. */
    static void privatelyAfterAll(IReplyCallback event, String text) {
        event.getHook()
                .deleteOriginal()
                .flatMap(gone ->
                        event.getHook().sendMessage(text).setEphemeral(true).setAllowedMentions(List.of()))
                .queue(done -> {}, Answers::lost);
    }

    /** Nothing can be said any more. */
    static void lost(Throwable why) {
        LOG.info(
                "An interaction of Discord's could not be answered: {}",
                why.getClass().getSimpleName());
    }
}
