package org.undertone.inference.adapt;

import java.util.List;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;

/** The last layer of a model: embedding to logits, softmax to probabilities. Immutable. */
public final class LastLayer {

    private final List<Emotion> emotions;
    private final float[] weights;
    private final float[] bias;

    /**
     * A layer.
     *
     * @param emotions what its rows tell, each once
     * @param weights a row for each emotion, as long as an embedding; one after the other
     * @param bias one for each emotion
     */
    public LastLayer(List<Emotion> emotions, float[] weights, float[] bias) {
        if (bias.length != emotions.size() || weights.length == 0 || weights.length % bias.length != 0) {
            throw new IllegalArgumentException("last layer: " + emotions.size() + " emotions, " + weights.length
                    + " weights, " + bias.length + " biases");
        }
        this.emotions = List.copyOf(emotions);
        this.weights = weights.clone();
        this.bias = bias.clone();
    }

    /** What its rows tell. */
    public List<Emotion> emotions() {
        return emotions;
    }

    /** The number of values in an embedding. */
    public int size() {
        return weights.length / bias.length;
    }

    /** The weight of one value of an embedding for the emotion of that row. */
    public float weight(int row, int column) {
        return weights[row * size() + column];
    }

    float bias(int row) {
        return bias[row];
    }

    /** A copy of all weights, row after row. */
    public float[] weights() {
        return weights.clone();
    }

    /** A copy of the biases, one for each row. */
    public float[] biases() {
        return bias.clone();
    }

    /** The same, with so much added to the logit of one emotion: e times as probable beforehand for each 1. */
    public LastLayer leaning(Emotion emotion, double logit) {
        float[] leaning = biases();
        leaning[emotions.indexOf(emotion)] += (float) logit;
        return new LastLayer(emotions, weights, leaning);
    }

    /** What it hears in a window of that embedding. */
    public Probabilities probabilities(float[] embedding) {
        return placed(softmax(logits(embedding)));
    }

    /** Shares by row as probabilities by emotion. */
    public Probabilities placed(double[] shares) {
        double[] values = new double[Emotion.all().size()];
        for (int row = 0; row < shares.length; row++) {
            values[emotions.get(row).index()] = shares[row];
        }
        return Probabilities.of(values);
    }

    /** One for each row, before the softmax; for an embedding of {@link #size} values. */
    public double[] logits(float[] embedding) {
        int size = size();
        double[] logits = new double[bias.length];
        for (int row = 0; row < logits.length; row++) {
            double sum = bias[row];
            for (int i = 0; i < size; i++) {
                sum += (double) weights[row * size + i] * embedding[i];
            }
            logits[row] = sum;
        }
        return logits;
    }

    /** In place: no logit is too large for it. */
    public static double[] softmax(double[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            most = Math.max(most, logit);
        }
        double all = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.exp(logits[i] - most);
            all += logits[i];
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] /= all;
        }
        return logits;
    }
}
