package org.undertone.evaluation.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a highest score of .7 is right seven times of ten (Guo et al. 2017).
 *
 * @param error expected calibration error (ECE): the distance of confidence and accuracy, averaged over the bins by their size
 * @param bins ten of equal width, those that hold nothing left out
 */
public record Calibration(double error, List<Bin> bins) {

    private static final int BINS = 10;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * The examples whose highest score lies in one tenth.
     *
     * @param examples how many, at least one
     * @param confidence the mean of their highest scores
     * @param accuracy the share of them that was heard right
     */
    public record Bin(int examples, double confidence, double accuracy) {}

    static Calibration of(List<HeardExample> heard) {
        int[] examples = new int[BINS];
        double[] confidence = new double[BINS];
        int[] right = new int[BINS];
        for (HeardExample example : heard) {
            double highest = example.of(example.scores().top());
            int bin = Math.min((int) (highest * BINS), BINS - 1);
            examples[bin]++;
            confidence[bin] += highest;
            right[bin] += example.right() ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (examples[bin] > 0) {
                double accuracy = (double) right[bin] / examples[bin];
                double mean = confidence[bin] / examples[bin];
                bins.add(new Bin(examples[bin], mean, accuracy));
                error += Math.abs(mean - accuracy) * examples[bin] / heard.size();
            }
        }
        return new Calibration(error, bins);
    }
}
