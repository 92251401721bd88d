package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Reply;

/** Where a question goes. */
public sealed interface Route {
    /** It needs the knowledge. */
    record Knowledge() implements Route {}

    /** It is answered without looking anything up: a greeting, a question about the bot, something we must not decide. */
    record AtOnce(Reply reply) implements Route {}
}
