package org.undertone.evaluation.fit;

import java.util.Arrays;
import opennlp.tools.ml.maxent.quasinewton.Function;

/** How badly a changed layer hears some windows: the weighed mean of -log of their labels' probabilities. For one thread. */
final class LayerLoss implements Function {

    private final SiteData data;
    private final int[] windows;
    private final double[] weights;

    private double[] at = new double[0];
    private double value;
    private double[] gradient = new double[0];

    LayerLoss(SiteData data, int[] windows, double[] weights) {
        this.data = data;
        this.windows = windows;
        this.weights = weights;
    }

    @Override
    public int getDimension() {
        return data.rows() * data.size();
    }

    @Override
    public double valueAt(double[] change) {
        look(change);
        return value;
    }

    @Override
    public double[] gradientAt(double[] change) {
        look(change);
        return gradient.clone();
    }

    /** Value and gradient at once: both are asked for at the same place. */
    private void look(double[] change) {
        if (Arrays.equals(at, change)) {
            return;
        }
        double loss = 0;
        double[] slope = new double[getDimension()];
        for (int i = 0; i < windows.length; i++) {
            double[] shares = data.shares(windows[i], change);
            int label = data.label(windows[i]);
            loss -= weights[i] * Math.log(Math.max(shares[label], Double.MIN_NORMAL));
            shares[label] -= 1;
            for (int row = 0; row < shares.length; row++) {
                Sums.add(weights[i] * shares[row], data.coordinates(windows[i]), slope, row * data.size());
            }
        }
        at = change.clone();
        value = loss;
        gradient = slope;
    }
}
