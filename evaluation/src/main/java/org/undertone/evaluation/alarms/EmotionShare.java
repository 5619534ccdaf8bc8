package org.undertone.evaluation.alarms;

import java.util.List;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.Emotion;

/**
 * In which share of the windows an emotion is heard, each window by itself.
 *
 * @param emotion which
 * @param half the share in which its probability is 0.5 or more
 * @param sure the share in which it is 0.6 or more
 */
public record EmotionShare(Emotion emotion, double half, double sure) {

    private static final double HALF = 0.5;
    private static final double SURE = 0.6;

    static EmotionShare of(Emotion emotion, List<Scored> windows) {
        return new EmotionShare(emotion, share(emotion, windows, HALF), share(emotion, windows, SURE));
    }

    private static double share(Emotion emotion, List<Scored> windows, double threshold) {
        return windows.stream()
                .mapToInt(window -> window.probabilities().of(emotion) >= threshold ? 1 : 0)
                .average()
                .orElse(0);
    }
}
