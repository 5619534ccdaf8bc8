package org.undertone.evaluation.figures;

/**
 * A 95 % interval, by drawing whole speakers with replacement.
 *
 * @param from its lower end
 * @param to its upper end
 */
public record Interval(double from, double to) {}
