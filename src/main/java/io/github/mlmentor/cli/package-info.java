/**
 * The commands that a person types: the one door to picocli and JLine. Entry type: {@link
 * io.github.mlmentor.cli.MentorCommand}. What a command needs it asks of {@link io.github.mlmentor.cli.Backstage}, which the
 * assembly implements, so that no command wires anything.
 *
 * <p>Exit codes: 0 done, 1 done with a bad result (a failed answer, lint problems, a failing check), 2 wrong use or settings.
 */
@NullMarked
package io.github.mlmentor.cli;

import org.jspecify.annotations.NullMarked;
