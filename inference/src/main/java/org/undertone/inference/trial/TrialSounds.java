package org.undertone.inference.trial;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.undertone.core.audio.AudioBlock;

/** Sounds that a model must bear, each of any length, the same every time. */
final class TrialSounds {

    private static final long SEED = 1;
    private static final double PITCH_HZ = 130;
    private static final double SYLLABLES_HZ = 4;
    private static final int HARMONICS = 20;

    private TrialSounds() {}

    /** By what they are called, in -1..1. */
    static Map<String, float[]> of(int samples) {
        Map<String, float[]> sounds = new LinkedHashMap<>();
        sounds.put("silence", sound(samples, i -> 0));
        SplittableRandom soft = new SplittableRandom(SEED);
        sounds.put("noise of one bit", sound(samples, i -> soft.nextInt(-1, 2) / 32_768.0));
        SplittableRandom noise = new SplittableRandom(SEED);
        sounds.put("noise", sound(samples, i -> noise.nextDouble(-0.1, 0.1)));
        sounds.put("sound like speech", sound(samples, i -> 0.1 * speechLike(i)));
        sounds.put("loud sound like speech", sound(samples, TrialSounds::speechLike));
        sounds.put("clipped sound like speech", sound(samples, i -> 20 * speechLike(i)));
        sounds.put("a constant at full level", sound(samples, i -> 1));
        return sounds;
    }

    private static float[] sound(int samples, IntToDoubleFunction of) {
        float[] sound = new float[samples];
        for (int i = 0; i < samples; i++) {
            sound[i] = (float) Math.max(-1, Math.min(1, of.applyAsDouble(i)));
        }
        return sound;
    }

    /** A gliding voice with overtones, in syllables, peak 1. */
    private static double speechLike(int sample) {
        double seconds = sample / (double) AudioBlock.SAMPLE_RATE;
        double phase = 2 * Math.PI * (PITCH_HZ * seconds - 10 * Math.cos(2 * Math.PI * 0.5 * seconds));
        double voice = 0;
        double weights = 0;
        for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
            voice += Math.sin(harmonic * phase) / harmonic;
            weights += 1.0 / harmonic;
        }
        double envelope = Math.max(0, Math.sin(2 * Math.PI * SYLLABLES_HZ / 2 * seconds));
        return voice / weights * envelope;
    }
}
