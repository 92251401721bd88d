/**
 * The use case: a question comes in, a reply with its sources goes out. Entry type: {@link
 * io.github.mlmentor.answering.AnswerDesk}, whose one method reads as the way of a question.
 *
 * <p>Invariants: every question ends in exactly one {@link io.github.mlmentor.chat.Reply}; without evidence no model is
 * asked; citations resolve only against the evidence; what a model wrote passes every {@link
 * io.github.mlmentor.answering.Guard}; the extractive answer is always possible and is the fallback. Turned down: letting the
 * model decide whether it knows, because it always thinks so.
 */
@NullMarked
package io.github.mlmentor.answering;

import org.jspecify.annotations.NullMarked;
