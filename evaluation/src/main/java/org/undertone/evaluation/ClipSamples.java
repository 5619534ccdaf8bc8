package org.undertone.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.undertone.core.audio.AudioBlock;

/** Sound as samples in -1..1 at 16 kHz, and the recipe of {@code inference/training/examples.py} for windows of it. */
final class ClipSamples {

    private static final int RATE = AudioBlock.SAMPLE_RATE;
    private static final int FRAME = RATE / 100;
    private static final int MARGIN = RATE / 20;
    private static final double BELOW_PEAK = Math.pow(10, -35 / 20.0);

    private ClipSamples() {}

    static double[] of(short[] samples) {
        double[] sound = new double[samples.length];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = samples[i] / 32_768.0;
        }
        return sound;
    }

    static short[] samples(double[] sound) {
        short[] samples = new short[sound.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(sound[i] * 32_768)));
        }
        return samples;
    }

    /** Without the silence before and after: frames of 10 ms 35 dB below the loudest; 50 ms are left on each side. */
    static double[] trimmed(double[] sound) {
        double[] levels = new double[sound.length / FRAME];
        for (int frame = 0; frame < levels.length; frame++) {
            double sum = 0;
            for (int i = frame * FRAME; i < (frame + 1) * FRAME; i++) {
                sum += sound[i] * sound[i];
            }
            levels[frame] = Math.sqrt(sum / FRAME);
        }
        double threshold = Arrays.stream(levels).max().orElse(0) * BELOW_PEAK;
        int first = 0;
        int last = levels.length - 1;
        while (first < last && levels[first] <= threshold) {
            first++;
        }
        while (last > first && levels[last] <= threshold) {
            last--;
        }
        return Arrays.copyOfRange(
                sound, Math.max(0, first * FRAME - MARGIN), Math.min(sound.length, (last + 1) * FRAME + MARGIN));
    }

    /** So much of it, anywhere in the parts, joined with pauses of 0.1 to 0.6 s; half of them with a little line noise. */
    static double[] window(List<double[]> parts, int length, SplittableRandom random) {
        double[] joined = joined(parts, random);
        int start = random.nextInt(Math.max(1, joined.length - length));
        // Zeros where the parts are too short.
        double[] cut = Arrays.copyOfRange(joined, start, start + length);
        if (random.nextBoolean()) {
            double noise = Math.pow(10, random.nextDouble(-80, -50) / 20);
            for (int i = 0; i < cut.length; i++) {
                cut[i] += noise * random.nextGaussian();
            }
        }
        return cut;
    }

    /** One after the other, a pause of 0.1 to 0.6 s after each. */
    static double[] joined(List<double[]> parts, SplittableRandom random) {
        List<double[]> pieces = new ArrayList<>();
        int length = 0;
        for (double[] part : parts) {
            double[] pause = new double[(int) (random.nextDouble(0.1, 0.6) * RATE)];
            pieces.add(part);
            pieces.add(pause);
            length += part.length + pause.length;
        }
        double[] joined = new double[length];
        int at = 0;
        for (double[] piece : pieces) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
    }
}
