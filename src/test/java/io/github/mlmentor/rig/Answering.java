package io.github.mlmentor.rig;

import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Policies;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes what answers behind the door of a test. */
@FunctionalInterface
public interface Answering {
    /**
     * What answering may use of the door and of what is stored.
     *
     * @param renderer what the door stores and sends for a reply
     * @param overheard what people said before a question, oldest first
     */
    record Behind(
            BiFunction<Job, Reply, List<String>> renderer,
            Inbox inbox,
            Policies policies,
            Function<Job, List<String>> overheard) {}

    Answerer over(Behind behind);
}
