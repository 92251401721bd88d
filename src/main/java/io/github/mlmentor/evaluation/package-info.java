/**
 * How well questions are answered, measured on labelled ones. Entry types: {@link
 * io.github.mlmentor.evaluation.EvaluationRun} measures a {@link io.github.mlmentor.evaluation.Contender}, {@link
 * io.github.mlmentor.evaluation.Report} says what came of it, {@link io.github.mlmentor.evaluation.Calibrator} fits the thresholds.
 *
 * <p>Questions come in two halves: what is fitted is fitted to {@code tune}, what is reported is reported on {@code report}.
 * Rankings are compared on the same texts and by question, because two means say little about whether one is better. A decision is
 * judged only where thresholds were fitted to the ranking below it. Turned down: graded relevance, because labels of the people who
 * know a subject say which articles answer a question, and no more.
 */
@NullMarked
package io.github.mlmentor.evaluation;

import org.jspecify.annotations.NullMarked;
