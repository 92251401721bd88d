package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import java.util.List;
import java.util.Optional;

/**
 * What mentoring needs of a platform. Called by this package, implemented by the platform's. Thread-safe; every call ends by itself
 * within a minute, and none throws for what the platform says.
 */
public interface MentorPort {
    Platform platform();

    /** The boards that this process reaches: workspaces with a mentors' channel. */
    List<Board> boards();

    /**
     * The board that a question would be handed over to: that of its workspace; for a direct message without a workspace the only one
     * that there is. Answers from memory, at once; asked whenever an answer is rendered.
     */
    Optional<Board> boardOf(Job job);

    /**
     * Whether the answer to a job can be seen by everybody where it was asked, so that a mentor's answer may stand beside it. False
     * for what only the asker sees, and for direct messages.
     */
    boolean isShared(Job job);

    /**
     * What somebody may do now, by what the platform says of his groups or roles, at most a minute old; {@link Rights#NONE} where
     * it does not say.
     */
    Rights rights(Person person);

    /** What somebody is called there, the name that others see first; empty where the platform does not say. */
    List<String> names(Person person);

    /** The address of a job's answer, or of its question, for those who can read it there; empty where there is none. */
    Optional<String> link(Job job);

    /**
     * Shows a letter, or puts it in the place of what was shown.
     *
     * @return {@link Delivery.Delivered#message()} names what is shown, for {@link Letter#replaces} and {@link Target.Under}
     */
    Delivery show(Letter letter);

    /**
     * Adds a line to the end of an answer that was given; once, also when it is called again.
     *
     * @param line plain words
     * @param url what the line leads to, or empty
     */
    Delivery amend(Job job, String line, String url);
}
