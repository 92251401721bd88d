/**
 * What chat platforms have in common when a reply becomes messages. {@link io.github.mlmentor.layout.ReplyLayout} says what a
 * reply consists of and in which order, {@link io.github.mlmentor.layout.Flattening} takes its document apart into {@link
 * io.github.mlmentor.layout.Piece pieces}, and {@link io.github.mlmentor.layout.Packing} fills messages with them, cutting
 * where a reader would. What a piece looks like, and how much a message takes, is each platform's own.
 *
 * <p>Invariants: no word is lost or said twice, whatever has to be cut; nothing is cut inside of a character; and nothing
 * here knows a platform's markup. The alternative, a renderer for each platform from the ground up, had every mistake
 * about cutting made twice.
 */
@NullMarked
package io.github.mlmentor.layout;

import org.jspecify.annotations.NullMarked;
