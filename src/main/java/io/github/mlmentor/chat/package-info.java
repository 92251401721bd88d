/**
 * The words of the product: what comes in ({@link io.github.mlmentor.chat.Inbound}), what goes out
 * ({@link io.github.mlmentor.chat.Reply}), and the ports through which the two meet a platform.
 *
 * <p>Every other package may speak these words and they depend on nothing but the JDK, so that no platform's vocabulary
 * leaks into the core. All types are immutable values unless their documentation says otherwise; texts are plain
 * Unicode, never a platform's markup. The alternative that was turned down, letting each door hand its own event object
 * down, makes every feature as many features as there are doors.
 */
@NullMarked
package io.github.mlmentor.chat;

import org.jspecify.annotations.NullMarked;
