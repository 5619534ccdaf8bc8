package org.undertone.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.evaluation.data.Clip;
import org.undertone.evaluation.figures.HeardExample;
import org.undertone.inference.model.Scorer;

/**
 * Something to be heard; its sound is made when it is.
 *
 * @param clip what it is, or for a window the first of the clips that it is cut from
 * @param emotion what it is labelled
 * @param cut a whole clip or a window
 * @param line over which line
 * @param parts the sound of the clip, or of those that a window is cut from
 * @param seed of what is random in it
 */
record Example(Clip clip, Emotion emotion, Cut cut, Line line, List<double[]> parts, long seed) {

    /** The longest clip that is heard; of a longer one its beginning. A reference model needs memory by its square. */
    private static final int LONGEST = 30 * AudioBlock.SAMPLE_RATE;

    /** Through the same code as a live call. */
    HeardExample heard(Scorer scorer) {
        Probabilities scores = scorer.score(window(scorer)).probabilities();
        return new HeardExample(clip, emotion, scores);
    }

    private AudioWindow window(Scorer scorer) {
        long length = scorer.model().window().toMillis() * AudioBlock.SAMPLE_RATE / 1_000;
        double[] sound =
                cut == Cut.CLIPS ? parts.get(0) : ClipSamples.window(parts, (int) length, new SplittableRandom(seed));
        short[] samples = ClipSamples.samples(line.over(sound));
        return Windows.of(samples.length > LONGEST ? Arrays.copyOf(samples, LONGEST) : samples);
    }
}
