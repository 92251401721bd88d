/** The door to Discord, on JDA. Begun. */
@NullMarked
package io.github.mlmentor.discord;

import org.jspecify.annotations.NullMarked;
