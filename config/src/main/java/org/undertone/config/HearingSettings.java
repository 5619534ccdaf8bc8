package org.undertone.config;

/**
 * Which windows a model is asked about.
 *
 * @param speechThreshold 32 ms of sound are speech from this probability on, 0.05..0.95
 * @param minimumSpeech the least share of a window that must be speech, 0..1
 * @param maximumMissing the largest share of a window that may be missing, 0..1
 */
public record HearingSettings(double speechThreshold, double minimumSpeech, double maximumMissing) {

    /** What holds where the file says nothing, and for recordings. */
    public static final HearingSettings USUAL = new HearingSettings(0.5, 0.2, 0.5);
}
