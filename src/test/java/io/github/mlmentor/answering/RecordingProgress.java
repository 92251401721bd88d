package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was shown on the way; may stop waiting after some of it. */
final class RecordingProgress implements Progress {
    private final List<String> statuses = new ArrayList<>();
    private final List<Document> partials = new ArrayList<>();
    private boolean gone;

    List<String> statuses() {
        return statuses;
    }

    List<Document> partials() {
        return partials;
    }

    /** Nobody waits any more. */
    RecordingProgress gone() {
        gone = true;
        return this;
    }

    @Override
    public void status(String text) {
        statuses.add(text);
    }

    @Override
    public void partial(Document soFar) {
        partials.add(soFar);
    }

    @Override
    public boolean cancelled() {
        return gone;
    }
}
