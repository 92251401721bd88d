package io.github.mlmentor.retrieval;

import io.github.mlmentor.knowledge.KnowledgeBase;

/** A knowledge base with the retriever over it; the two belong together. */
public record Searchable(KnowledgeBase base, Retriever retriever) {}
