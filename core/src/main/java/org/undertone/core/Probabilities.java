package org.undertone.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Nine probabilities, one an emotion, that sum to 1. */
public final class Probabilities {

    private static final double SUM_TOLERANCE = 1e-3;

    private final double[] values;

    private Probabilities(double[] values) {
        this.values = values;
    }

    /**
     * Takes nine values in the index order of {@link Emotion}.
     *
     * @throws IllegalArgumentException if there are not nine, one is outside 0..1 or not a number, or they do not sum to
     *     1 within 0.001
     */
    public static Probabilities of(double... values) {
        if (values.length != Emotion.all().size()) {
            throw new IllegalArgumentException("probabilities: count=" + values.length + " != 9");
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw new IllegalArgumentException(
                        "probability of " + Emotion.all().get(i).label() + " = " + values[i] + " is outside 0..1");
            }
            sum += values[i];
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("probabilities sum to " + sum + " != 1");
        }
        return new Probabilities(values.clone());
    }

    /** The probability of that emotion. */
    public double of(Emotion emotion) {
        return values[emotion.index()];
    }

    /** The most probable emotion; of equals the first in index order. */
    public Emotion top() {
        return Emotion.all().stream()
                .max(Comparator.comparingDouble((Emotion emotion) -> of(emotion))
                        .thenComparing(Comparator.comparingInt(Emotion::index).reversed()))
                .orElseThrow();
    }

    /** A copy, in the index order of {@link Emotion}. */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Probabilities that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** Such as {@code angry 0.93, fearful 0.04}: those of one per cent or more, the largest first. */
    @Override
    public String toString() {
        return Emotion.all().stream()
                .filter(emotion -> of(emotion) >= 0.01)
                .sorted(Comparator.comparingDouble((Emotion emotion) -> -of(emotion)))
                .map(emotion -> String.format(Locale.ROOT, "%s %.2f", emotion.label(), of(emotion)))
                .collect(Collectors.joining(", "));
    }
}
