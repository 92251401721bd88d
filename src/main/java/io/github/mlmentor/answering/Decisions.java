package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Reply;

/** The codes that decisions have in the JSON contract. */
final class Decisions {
    private Decisions() {}

    static String code(Reply reply) {
        return reply.fold(new Reply.Cases<String>() {
            @Override
            public String answer(Reply.Answer answer) {
                return "answered";
            }

            @Override
            public String clarification(Reply.Clarification clarification) {
                return "clarify";
            }

            @Override
            public String notFound(Reply.NotFound notFound) {
                return "not_found";
            }

            @Override
            public String offTopic(Reply.OffTopic offTopic) {
                return "off_topic";
            }

            @Override
            public String declined(Reply.Declined declined) {
                return "declined";
            }

            @Override
            public String apology(Reply.Apology apology) {
                return "failed";
            }

            @Override
            public String panel(Reply.Panel panel) {
                return "answered";
            }
        });
    }
}
