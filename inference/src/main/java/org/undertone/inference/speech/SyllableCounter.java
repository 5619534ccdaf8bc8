package org.undertone.inference.speech;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the nuclei of syllables: peaks of the loudness between 350 and 2700 Hz, where vowels are strong and fricatives
 * are not (sub-bands after Wang and Narayanan 2007), each with a dip before and after it and in speech (after de Jong and
 * Wempe 2009, written from the papers). For one thread at a time.
 */
final class SyllableCounter {

    /** Gaussian of 12 ms, over 8 ms steps. */
    private static final double[] SMOOTHING = gaussian(1.5, 4);

    /** How far a peak stands out on either side. */
    private static final double DIP_DB = 3;

    /** A peak that much below the loudest of late is an echo or a breath. */
    private static final double FLOOR_DB = 35;

    /** The loudest of late is forgotten by so much a step (2.5 dB a second). */
    private static final double FORGETS_DB = 0.02;

    /** From one nucleus to the next, in steps: 48 ms. */
    private static final int LEAST_DISTANCE = 6;

    private static final double SILENCE = 1e-3;

    private final Deque<Float> latest = new ArrayDeque<>();
    private boolean spokeBefore;
    private boolean spoke;
    private boolean speaks;
    private long step;

    private boolean rising;
    private double low = Double.POSITIVE_INFINITY;
    private double peak;
    private long peakStep;
    private boolean peakSpoken;
    private double loudest = Double.NEGATIVE_INFINITY;
    private long lastNucleus = -LEAST_DISTANCE;

    /**
     * Hears one frame.
     *
     * @param speech whether it holds speech
     * @param loudness in equal steps
     * @return for each nucleus that is certain now, how many frames ago it was
     */
    List<Integer> hear(boolean speech, float[] loudness) {
        spokeBefore = spoke;
        spoke = speaks;
        speaks = speech;
        List<Integer> found = new ArrayList<>();
        for (float value : loudness) {
            if (latest.size() == SMOOTHING.length) {
                latest.removeFirst();
            }
            latest.addLast(value);
            if (latest.size() == SMOOTHING.length && follow(smoothed())) {
                found.add((int) (lastFrame() - peakStep / LegSpeech.STEPS));
            }
            step++;
        }
        return found;
    }

    private double smoothed() {
        double sum = 0;
        int i = 0;
        for (float value : latest) {
            sum += value * SMOOTHING[i++];
        }
        return 40 * Math.log10(sum + SILENCE);
    }

    private long lastFrame() {
        return step / LegSpeech.STEPS;
    }

    /** Takes in the loudness in the middle of the latest steps; whether a nucleus ended there. */
    private boolean follow(double level) {
        long at = step - SMOOTHING.length / 2;
        // The middle of the latest steps is always in the frame before the last.
        boolean spoken = spokeBefore || spoke || speaks;
        loudest = spoken ? Math.max(loudest - FORGETS_DB, level) : loudest - FORGETS_DB;
        if (!rising) {
            low = Math.min(low, level);
            if (level - low >= DIP_DB) {
                rising = true;
                rise(level, at, spoken);
            }
            return false;
        }
        if (level > peak) {
            rise(level, at, spoken);
        }
        if (peak - level < DIP_DB) {
            return false;
        }
        rising = false;
        low = level;
        boolean nucleus = peakSpoken && peak > loudest - FLOOR_DB && peakStep - lastNucleus >= LEAST_DISTANCE;
        if (nucleus) {
            lastNucleus = peakStep;
        }
        return nucleus;
    }

    private void rise(double level, long at, boolean spoken) {
        peak = level;
        peakStep = at;
        peakSpoken = spoken;
    }

    private static double[] gaussian(double sigma, int radius) {
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(-0.5 * Math.pow((i - radius) / sigma, 2));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
