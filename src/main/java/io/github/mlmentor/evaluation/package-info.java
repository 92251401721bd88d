/**
 * How well questions are answered, measured on labelled ones. Entry types: {@link
 * io.github.mlmentor.evaluation.EvaluationRun} measures, {@link io.github.mlmentor.evaluation.Calibrator} fits the thresholds.
 *
 * <p>Questions come in two halves: what is fitted is fitted to {@code tune}, what is reported is reported on {@code report}.
 */
@NullMarked
package io.github.mlmentor.evaluation;

import org.jspecify.annotations.NullMarked;
