package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateway keeps of one identified app across its connections. The world's lock guards it. */
final class Session {
    final String id;
    final long intents;
    final int shard;
    final int shards;
    private final List<ObjectNode> sent = new ArrayList<>();

    @Nullable
    Connection connection;

    long lostAt;

    Session(String id, long intents, int shard, int shards) {
        this.id = id;
        this.intents = intents;
        this.shard = shard;
        this.shards = shards;
    }

    /** Sends an event, or keeps it for when the app resumes. */
    void dispatch(String type, ObjectNode data) {
        ObjectNode event = Json.object().put("op", 0).put("s", sent.size() + 1).put("t", type);
        event.set("d", data);
        sent.add(event);
        if (connection != null) {
            connection.send(event);
        }
    }

    int sequence() {
        return sent.size();
    }

    /** Sends again what came after this number. */
    void replay(int after, Connection to) {
        sent.subList(after, sent.size()).forEach(to::send);
    }
}
