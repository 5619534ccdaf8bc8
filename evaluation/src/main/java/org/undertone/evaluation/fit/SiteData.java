package org.undertone.evaluation.fit;

import java.util.Arrays;
import java.util.List;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.inference.adapt.LastLayer;

/** Windows as a fit sees them: by their coordinates, and with what the parent's layer makes of them. Immutable. */
final class SiteData {

    private final LastLayer parent;
    private final List<SiteWindow> windows;
    private final SiteSpan span;
    private final double[][] before;

    SiteData(LastLayer parent, List<SiteWindow> windows) {
        this.parent = parent;
        this.windows = List.copyOf(windows);
        this.span = SiteSpan.of(
                windows.stream().map(window -> window.embedding().values()).toList());
        this.before = windows.stream()
                .map(window -> parent.logits(window.embedding().values()))
                .toArray(double[][]::new);
    }

    /** A change of the parent's layer. Immutable by agreement: the array is shared within this package. */
    static final class Change {

        private final double[] values;
        private final double neutral;

        /**
         * A change.
         *
         * @param values for each emotion a number for each coordinate
         * @param neutral what is added to the logit of neutral besides
         */
        Change(double[] values, double neutral) {
            this.values = values;
            this.neutral = neutral;
        }
    }

    Change none() {
        return new Change(new double[rows() * span.size()], 0);
    }

    List<SiteWindow> windows() {
        return windows;
    }

    /** How many emotions the layer tells. */
    int rows() {
        return parent.emotions().size();
    }

    /** How many coordinates a window has. */
    int size() {
        return span.size();
    }

    float[] coordinates(int window) {
        return span.coordinates(window);
    }

    /** Which row of the layer tells a window's label. */
    int label(int window) {
        return parent.emotions().indexOf(windows.get(window).emotion());
    }

    /** What the changed layer hears in a window, by row. */
    double[] shares(int window, double[] change) {
        return LastLayer.softmax(logits(window, change));
    }

    private double[] logits(int window, double[] change) {
        double[] logits = before[window].clone();
        for (int row = 0; row < logits.length; row++) {
            logits[row] += Sums.product(span.coordinates(window), change, row * span.size());
        }
        return logits;
    }

    /** What the changed layer hears in a window. */
    Probabilities probabilities(int window, Change change) {
        double[] logits = logits(window, change.values);
        int neutral = parent.emotions().indexOf(Emotion.NEUTRAL);
        if (neutral >= 0) {
            logits[neutral] += change.neutral;
        }
        return parent.placed(LastLayer.softmax(logits));
    }

    /** The parent with that change. */
    LastLayer layer(Change change) {
        float[] weights = parent.weights();
        float[] bias = parent.biases();
        for (int row = 0; row < rows(); row++) {
            float[] added = span.back(Arrays.copyOfRange(change.values, row * size(), (row + 1) * size()));
            for (int column = 0; column < parent.size(); column++) {
                weights[row * parent.size() + column] += added[column];
            }
            bias[row] += added[parent.size()];
        }
        LastLayer changed = new LastLayer(parent.emotions(), weights, bias);
        return parent.emotions().contains(Emotion.NEUTRAL) ? changed.leaning(Emotion.NEUTRAL, change.neutral) : changed;
    }
}
