package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A message as it stands in a channel. */
public final class Post {
    private final ObjectNode json;
    private final String ts;
    private final List<String> history = new ArrayList<>();
    private boolean streaming;

    Post(ObjectNode json) {
        this.json = json;
        this.ts = json.path("ts").asText();
    }

    /** The message as Slack would return it, with its metadata. */
    public synchronized ObjectNode json() {
        return json.deepCopy();
    }

    synchronized void change(Consumer<ObjectNode> how) {
        how.accept(json);
    }

    public String ts() {
        return ts;
    }

    /** The thread it is in; its own {@code ts} when it stands alone. */
    public synchronized String thread() {
        return json.path("thread_ts").asText(ts);
    }

    public synchronized String user() {
        return json.path("user").asText();
    }

    /** The subtype, or empty. */
    public synchronized String subtype() {
        return json.path("subtype").asText();
    }

    boolean isReply() {
        return !thread().equals(ts);
    }

    /** Whether it also shows in the channel. */
    boolean inChannel() {
        return !isReply() || subtype().equals("thread_broadcast");
    }

    boolean tombstone() {
        return subtype().equals("tombstone");
    }

    /** What a reader sees. */
    public synchronized String shown() {
        return VisibleText.of(json);
    }

    /** What a reader saw one after the other, the present last. */
    public synchronized List<String> history() {
        return List.copyOf(history);
    }

    synchronized void remember() {
        history.add(shown());
    }

    /** Whether a stream into it has not been stopped. */
    public synchronized boolean streaming() {
        return streaming;
    }

    synchronized void streaming(boolean on) {
        streaming = on;
    }
}
