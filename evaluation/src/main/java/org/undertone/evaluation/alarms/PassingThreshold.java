package org.undertone.evaluation.alarms;

import java.util.List;
import java.util.Optional;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.Emotion;

/**
 * The probability of anger that natural speech rarely passes.
 *
 * @param share the share of windows that may lie above it, such as 0.01
 * @param threshold the least probability above which no more than that lie
 * @param windows how many may: of a handful the threshold is rough
 */
public record PassingThreshold(double share, double threshold, int windows) {

    /** One window in a hundred, and in a thousand. */
    public static final List<Double> SHARES = List.of(0.01, 0.001);

    /** Empty where there are so few windows that not one may pass: then the threshold is their highest, by chance. */
    static Optional<PassingThreshold> of(double share, List<Scored> windows) {
        int passing = (int) Math.floor(share * windows.size() + 1e-9);
        if (passing < 1) {
            return Optional.empty();
        }
        double[] scores = windows.stream()
                .mapToDouble(window -> window.probabilities().of(Emotion.ANGRY))
                .sorted()
                .toArray();
        return Optional.of(new PassingThreshold(share, scores[scores.length - 1 - passing], passing));
    }
}
