package org.undertone.evaluation;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is measured.
 *
 * @param lines the lines, at least one
 * @param limit at most so many clips, chosen at random; all if empty
 * @param seed of everything random: the same gives the same figures
 * @param threads windows that are heard at the same time
 */
public record EvaluationPlan(List<Line> lines, OptionalInt limit, long seed, int threads) {

    public EvaluationPlan {
        lines = lines.stream().distinct().toList();
        if (lines.isEmpty() || threads < 1 || limit.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "plan: lines=" + lines + ", limit=" + limit + ", threads=" + threads + ": each must be 1 or more");
        }
    }
}
