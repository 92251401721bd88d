package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.ReplyPort;

/** The ways out, by platform. Thread-safe. */
public interface Doors {
    /**
     * The way out to a platform.
     *
     * @throws IllegalStateException when there is none in this process
     */
    ReplyPort port(Platform platform);

    /** Where the progress of a job is shown; {@link Progress#none()} where nobody looks. */
    Progress progress(Job job);
}
