package io.github.mlmentor.http;

/** A request that cannot be served as it is, with a sentence that its sender can act on. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final long retryAfterSeconds;

    /**
     * A problem that coming back later does not mend.
     *
     * @param status 400 to 599
     * @param sentence shown to the client
     */
    public HttpProblem(int status, String sentence) {
        this(status, sentence, 0);
    }

    /**
     * A problem that coming back later mends.
     *
     * @param retryAfterSeconds when to come back
     */
    public HttpProblem(int status, String sentence, long retryAfterSeconds) {
        super(sentence);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int status() {
        return status;
    }

    /** When to come back, in seconds; 0 when that makes no difference. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
