/**
 * Between the doors and the answering: may we handle this, once, and durably. Entry types: {@link
 * io.github.mlmentor.intake.Intake} takes in, {@link io.github.mlmentor.intake.Worker} works off.
 *
 * <p>The promise: every question that was addressed to us and kept ends in exactly one visible outcome. It is held by three
 * rules. A message and the wake-up of its conversation are stored in one transaction before the platform is told that we have it.
 * An answer, its messages and that the first of them is about to be sent are stored in one transaction before it is sent. A message
 * whose sending was begun and whose outcome is not stored is looked for on the platform before it is sent again, and so is the answer
 * to a question that is older than the process, because a power cut may have taken the note of it.
 *
 * <p>When something is due is always read from what is stored, never remembered by a thread: whoever takes over knows as much.
 * Turned down: answering inline, which loses a question at every restart and doubles an answer at every retry; and a queue of our
 * own, because {@link io.github.mlmentor.intake.Jobs} is all that is asked of one.
 */
@NullMarked
package io.github.mlmentor.intake;

import org.jspecify.annotations.NullMarked;
