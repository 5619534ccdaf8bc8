package org.undertone.core.audio;

import java.nio.FloatBuffer;
import java.time.Duration;

/**
 * 100 ms of one leg's sound: 1,600 samples of 16 bits at 16 kHz, mono. Immutable, so that the windows that overlap share
 * it; its energy is summed once, when it is made, and so are the samples that clipping cut off.
 */
public final class AudioBlock {

    /** Samples a second of all sound inside Undertone. */
    public static final int SAMPLE_RATE = 16_000;

    /** Samples in a block. */
    public static final int SAMPLES = 1_600;

    /** The time that a block lasts. */
    public static final Duration LENGTH = Duration.ofMillis(100);

    /** 0.93 of full scale: G.711 ends at 0.98, and on the way from 8 to 16 kHz a flat top gets ripples. */
    private static final int CLIPPING = 30_474;

    private static final AudioBlock SILENCE = new AudioBlock(new short[SAMPLES]);

    private final short[] samples;
    private final double sumOfSquares;
    private final int clippedSamples;

    private AudioBlock(short[] samples) {
        this.samples = samples;
        long sum = 0;
        int peak = 0;
        for (short sample : samples) {
            sum += (long) sample * sample;
            peak = Math.max(peak, Math.abs((int) sample));
        }
        this.sumOfSquares = sum;
        this.clippedSamples = peak < CLIPPING ? 0 : clipped(samples);
    }

    private static int clipped(short[] samples) {
        int clipped = 0;
        int run = 0;
        for (int i = 0; i < samples.length; i++) {
            run = Math.abs((int) samples[i]) < CLIPPING ? 0 : run > 0 && samples[i] * samples[i - 1] > 0 ? run + 1 : 1;
            clipped += run == 2 ? 2 : run > 2 ? 1 : 0;
        }
        return clipped;
    }

    /**
     * Copies 1,600 samples.
     *
     * @throws IllegalArgumentException for another number of samples
     */
    public static AudioBlock of(short[] samples) {
        if (samples.length != SAMPLES) {
            throw new IllegalArgumentException("block: samples=" + samples.length + " != " + SAMPLES);
        }
        return new AudioBlock(samples.clone());
    }

    /** 100 ms of exact zeros. */
    public static AudioBlock silence() {
        return SILENCE;
    }

    /** The sample at that place, 0 to 1,599. */
    public short sample(int index) {
        return samples[index];
    }

    /** Appends the samples, scaled to -1..1, at the buffer's position. */
    public void appendTo(FloatBuffer target) {
        for (short sample : samples) {
            target.put(sample / 32768f);
        }
    }

    /** The sum of the squared samples, in 16-bit units. */
    public double sumOfSquares() {
        return sumOfSquares;
    }

    /** How many samples stand at the limit of the scale, beside another that does, on the same side of zero. */
    public int clippedSamples() {
        return clippedSamples;
    }

    /** Root mean square relative to full scale, in dBFS; -120 for exact zeros. */
    public double levelDbfs() {
        return levelDbfs(sumOfSquares, SAMPLES);
    }

    static double levelDbfs(double sumOfSquares, long count) {
        double rms = Math.sqrt(sumOfSquares / count) / 32768;
        return rms < 1e-6 ? -120 : 20 * Math.log10(rms);
    }
}
