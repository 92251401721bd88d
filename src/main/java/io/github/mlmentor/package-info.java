/** The program: {@link io.github.mlmentor.Main} starts, {@link io.github.mlmentor.Assembly} wires and stops. */
@NullMarked
package io.github.mlmentor;

import org.jspecify.annotations.NullMarked;
