package io.github.mlmentor.layout;

/**
 * What stands below a reply.
 *
 * @param jobId what the buttons carry, so that a click finds the answer; may be empty without buttons
 * @param buttons whether people can rate it, ask a mentor and delete it, where the kind of reply makes that sensible
 * @param shareable whether only the asker sees it and may show it to the channel, instead of the other buttons
 * @param mentors whether there are mentors to ask
 */
public record Options(String jobId, boolean buttons, boolean shareable, boolean mentors) {
    private static final int LONGEST_JOB_ID = 200;

    public Options {
        if ((buttons || shareable) && (jobId.isBlank() || jobId.length() > LONGEST_JOB_ID)) {
            throw new IllegalArgumentException("buttons need a job's id of at most " + LONGEST_JOB_ID);
        }
    }

    /** Nothing but the words. */
    public static Options none() {
        return new Options("", false, false, false);
    }

    /** For everybody in the conversation. */
    public static Options shared(String jobId) {
        return new Options(jobId, true, false, true);
    }

    /** The same where nobody would see a call for a mentor. */
    public Options withoutMentors() {
        return new Options(jobId, buttons, shareable, false);
    }

    /** The same where there are mentors to ask. */
    public Options withMentors() {
        return new Options(jobId, buttons, shareable, true);
    }

    /** For the asker alone. */
    public static Options unshared(String jobId) {
        return new Options(jobId, false, true, false);
    }
}
