package io.github.mlmentor.retrieval;

/** Finds evidence. Thread-safe; never throws for a question, whatever it says. */
public interface Retriever {
    /** How many articles an evidence holds at most. */
    int DEPTH = 10;

    Evidence retrieve(Query query);
}
