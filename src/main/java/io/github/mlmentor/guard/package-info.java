/**
 * One objection per class to what would be shown. The order in which they look stands in the assembly; each implements
 * {@link io.github.mlmentor.answering.Guard} and is stateless and thread-safe.
 *
 * <p>Guards look at texts of ours too, not only at a model's: an article can be wrong, and a rule that holds everywhere is
 * easier to trust than one with exceptions.
 */
@NullMarked
package io.github.mlmentor.guard;

import org.jspecify.annotations.NullMarked;
