package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that a person, or another bot, says in a channel.
 *
 * @param thread the message it answers, or empty
 * @param fields what else the event carries, such as a subtype
 */
public record Said(String channel, String user, String text, String thread, ObjectNode fields) {
    /** A plain message. */
    public static Said in(String channel, String user, String text) {
        return new Said(channel, user, text, "", Json.object());
    }

    public Said inThread(String ts) {
        return new Said(channel, user, text, ts, fields);
    }

    /** Also shown in the channel. */
    public Said broadcast() {
        return with("subtype", "thread_broadcast");
    }

    /** With a file. */
    public Said file(String name) {
        ObjectNode file = Json.object()
                .put("id", "F0FAKE00001")
                .put("name", name)
                .put("title", name)
                .put("mimetype", "application/octet-stream")
                .put("mode", "hosted");
        Said said = with("subtype", "file_share");
        said.fields.putArray("files").add(file);
        return said;
    }

    /** By another app in the old way, without a user. */
    public Said byBot(String botId) {
        Said said = with("subtype", "bot_message").with("bot_id", botId).with("username", "another bot");
        return new Said(channel, "", text, thread, said.fields);
    }

    /** By another app as apps do it today: with its bot's user. */
    public Said byApp(String botId) {
        return with("bot_id", botId).with("app_id", "A0OTHER0001");
    }

    /** With one field more or another value, whatever Java value it is. */
    public Said with(String name, Object value) {
        ObjectNode more = fields.deepCopy();
        more.set(name, Json.of(value));
        return new Said(channel, user, text, thread, more);
    }
}
