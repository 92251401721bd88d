package io.github.mlmentor.chat;

import java.util.Locale;

/** Why a question was not simply answered. The code is part of the public JSON contract. */
public enum Reason {
    /** Whoever asked may not ask here. */
    NOT_ALLOWED,
    /** Asked too often in a short time. */
    RATE_LIMIT,
    /** A decision on a person's own legal, visa, medical or pay case. */
    SENSITIVE,
    /** Signs of a crisis: a humane pointer and nothing else. */
    CRISIS,
    /** In the subject, but the knowledge does not carry an answer. */
    TOO_THIN,
    /** Not about the work or career of an ML engineer. */
    OFF_SUBJECT,
    /** Two readings are equally likely. */
    AMBIGUOUS,
    /** Written in a language that the knowledge is not written in. */
    LANGUAGE,
    /** There was nothing to answer. */
    EMPTY,
    /** Longer than a question can be. */
    TOO_LONG,
    /** The model failed or its circuit is open; answered from the knowledge alone. */
    MODEL_DOWN,
    /** The model took too long; answered from the knowledge alone. */
    MODEL_SLOW,
    /** The model's budget is spent; answered from the knowledge alone. */
    BUDGET,
    /** What the model wrote did not pass the guards; answered from the knowledge alone. */
    MODEL_REFUSED,
    /** Something of ours broke. */
    INTERNAL;

    /** The lower-case code of the JSON contract. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
