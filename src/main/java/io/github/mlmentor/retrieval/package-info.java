/**
 * From a question to ranked evidence.
 *
 * <p>Entry type: {@link io.github.mlmentor.retrieval.Retriever}. Lexical (BM25) and semantic (embeddings) scores of small
 * passages and of whole articles are fused. Lexical search is there at once, vectors join when they are
 * ready. How the passages are cut and weighed was decided by the evaluation set, not by taste: {@code ml-mentor eval}.
 * Turned down: a vector database, because a flat array searches 10,000 passages in one millisecond.
 */
@NullMarked
package io.github.mlmentor.retrieval;

import org.jspecify.annotations.NullMarked;
