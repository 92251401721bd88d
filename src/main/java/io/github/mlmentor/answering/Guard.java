package io.github.mlmentor.answering;

/** Raises one objection to a text before anybody reads it. Thread-safe. */
public interface Guard {
    /** The verdict on a draft; must not throw. */
    Verdict check(Candidate candidate);

    /** Whether it can judge a part of an answer, so that it also runs on what is streamed. */
    boolean judgesParts();
}
