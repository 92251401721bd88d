package io.github.mlmentor.telemetry;

/** Looks after one thing that must work. Thread-safe; must not throw. */
public interface HealthCheck {
    /** What is looked after, in a word or two. */
    String name();

    Health check();

    /**
     * How it stands.
     *
     * @param detail one line
     * @param mend what to do about it; empty when nothing is to do
     */
    record Health(Status status, String detail, String mend) {
        public static Health ok(String detail) {
            return new Health(Status.OK, detail, "");
        }

        public static Health warning(String detail, String mend) {
            return new Health(Status.WARNING, detail, mend);
        }

        public static Health failure(String detail, String mend) {
            return new Health(Status.FAILURE, detail, mend);
        }
    }

    /** How bad it is. */
    enum Status {
        OK,
        /** Works, with less. */
        WARNING,
        FAILURE
    }
}
