package org.undertone.mediatap;

import org.undertone.core.audio.AudioBlock;

/** The level of the last second, block by block. Written by the media thread, read by any. */
final class LevelMeter {

    private static final int BLOCKS = 10;
    private static final double SILENCE_DBFS = -120;

    private final double[] sumsOfSquares = new double[BLOCKS];
    private long count;
    private volatile double dbfs = SILENCE_DBFS;

    void add(AudioBlock block) {
        sumsOfSquares[(int) (count % BLOCKS)] = block.sumOfSquares();
        count++;
        double sum = 0;
        for (double one : sumsOfSquares) {
            sum += one;
        }
        double rms = Math.sqrt(sum / (Math.min(count, BLOCKS) * AudioBlock.SAMPLES)) / 32768;
        dbfs = Math.max(SILENCE_DBFS, 20 * Math.log10(rms));
    }

    /** -120 to 0. */
    double dbfs() {
        return dbfs;
    }
}
