package io.github.mlmentor.mentoring;

import java.time.Duration;

/**
 * What an organiser can set.
 *
 * @param monthly how often one learner may ask a mentor in a calendar month in UTC; 0 for as often as he likes
 * @param raise after so long a question that nobody claimed is raised
 * @param giveBack after so long a question whose mentor is silent goes back to the others
 * @param approveOwn whether a curator may approve his own text
 */
public record Conduct(int monthly, Duration raise, Duration giveBack, boolean approveOwn) {}
