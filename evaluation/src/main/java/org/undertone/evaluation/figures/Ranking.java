package org.undertone.evaluation.figures;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Area under the ROC curve: the probability that a positive example scores higher than a negative one, ties counting
 * half. Sorted once, so that it can be taken again and again with other weights.
 */
public final class Ranking<T> {

    private final List<T> sorted;
    private final double[] scores;
    private final boolean[] positive;

    /** Sorts the examples by their scores. */
    public Ranking(List<T> examples, Predicate<T> positive, ToDoubleFunction<T> score) {
        this.sorted = examples.stream()
                .sorted((one, other) -> Double.compare(score.applyAsDouble(one), score.applyAsDouble(other)))
                .toList();
        this.scores = sorted.stream().mapToDouble(score).toArray();
        this.positive = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            this.positive[i] = positive.test(sorted.get(i));
        }
    }

    /** Empty if all examples are positive, or none is. */
    public OptionalDouble auc() {
        return auc(example -> 1);
    }

    /** With each example as often as the weight says. */
    public OptionalDouble auc(ToIntFunction<T> weight) {
        double below = 0;
        double positives = 0;
        double won = 0;
        int at = 0;
        while (at < scores.length) {
            double tiedNegatives = 0;
            double tiedPositives = 0;
            double score = scores[at];
            for (; at < scores.length && scores[at] == score; at++) {
                int times = weight.applyAsInt(sorted.get(at));
                tiedPositives += positive[at] ? times : 0;
                tiedNegatives += positive[at] ? 0 : times;
            }
            won += tiedPositives * (below + tiedNegatives / 2);
            positives += tiedPositives;
            below += tiedNegatives;
        }
        return positives == 0 || below == 0 ? OptionalDouble.empty() : OptionalDouble.of(won / positives / below);
    }
}
