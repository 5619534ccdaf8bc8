package org.undertone.evaluation.figures;

import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.evaluation.data.Clip;

/**
 * What a model made of one example.
 *
 * @param clip the clip, or for a window the first of those that it is cut from
 * @param emotion what it is labelled
 * @param scores what the model gives it
 */
public record HeardExample(Clip clip, Emotion emotion, Probabilities scores) {

    double of(Emotion other) {
        return scores.of(other);
    }

    boolean right() {
        return scores.top() == emotion;
    }
}
