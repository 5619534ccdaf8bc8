package org.undertone.proving.bench.legs;

import java.util.SplittableRandom;

/** Who talks, talks half of the time: speech and silence take turns, each as long as an exponential of that mean. */
final class Spurts {

    private final SplittableRandom random;
    private final double mean;
    private boolean speaks;
    private long left;

    /**
     * Begins in speech or in silence.
     *
     * @param random what decides
     * @param mean length of either, in packets
     */
    Spurts(SplittableRandom random, double mean) {
        this.random = random;
        this.mean = mean;
        this.speaks = random.nextBoolean();
        this.left = length();
    }

    /** Whether the next packet holds speech. */
    boolean next() {
        if (left == 0) {
            speaks = !speaks;
            left = length();
        }
        left--;
        return speaks;
    }

    private long length() {
        return Math.max(1, Math.round(-mean * Math.log(1 - random.nextDouble())));
    }
}
