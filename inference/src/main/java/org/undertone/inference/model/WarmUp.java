package org.undertone.inference.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.LegId;
import org.undertone.core.Probabilities;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;

/**
 * The first windows that a model hears, before any call: silence, where a careless graph divides by zero, and noise. For
 * this module.
 */
public final class WarmUp {

    private static final int AMPLITUDE = 3_000;
    private static final long SEED = 1;

    private WarmUp() {}

    /** Those windows, of that length. */
    public static List<AudioWindow> windows(Duration length) {
        int blocks = Math.toIntExact(length.dividedBy(AudioBlock.LENGTH));
        WindowRef ref =
                new WindowRef(new LegId(new CallId("warm-up"), "warm-up"), Duration.ZERO, length, Instant.EPOCH);
        SplittableRandom random = new SplittableRandom(SEED);
        return List.of(
                new AudioWindow(ref, Collections.nCopies(blocks, AudioBlock.silence()), 0),
                new AudioWindow(
                        ref, Stream.generate(() -> noise(random)).limit(blocks).toList(), 0));
    }

    private static AudioBlock noise(SplittableRandom random) {
        short[] samples = new short[AudioBlock.SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) random.nextInt(-AMPLITUDE, AMPLITUDE);
        }
        return AudioBlock.of(samples);
    }

    /**
     * Compares what the model said with what its description promises.
     *
     * @throws ModelException if an emotion that it was not trained to tell is not 0
     */
    public static void check(ModelDescription model, Probabilities said) {
        for (Emotion emotion : Emotion.all()) {
            if (!model.trained().contains(emotion) && said.of(emotion) != 0) {
                throw new ModelException("model " + model.title() + " gives " + said.of(emotion) + " to "
                        + emotion.label() + ", which trained: in its model.yaml does not list, so it must give 0;"
                        + " correct trained, or mask that column to minus infinity before the softmax");
            }
        }
    }
}
