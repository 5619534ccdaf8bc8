package org.undertone.inference;

import org.undertone.core.AudioWindow;

/**
 * Tells by level alone whether anybody speaks: a block of 100 ms is speech when it is louder than the threshold.
 *
 * @param thresholdDbfs in dBFS, -120..0
 * @param minimumSpeechRatio the least share of a window's blocks that must be speech for the window to be scored, 0..1
 */
public record SpeechGate(double thresholdDbfs, double minimumSpeechRatio) {

    public SpeechGate {
        if (!(thresholdDbfs >= -120 && thresholdDbfs <= 0)) {
            throw new IllegalArgumentException("speech gate: thresholdDbfs=" + thresholdDbfs + " is outside -120..0");
        }
        if (!(minimumSpeechRatio >= 0 && minimumSpeechRatio <= 1)) {
            throw new IllegalArgumentException(
                    "speech gate: minimumSpeechRatio=" + minimumSpeechRatio + " is outside 0..1");
        }
    }

    /** The share of the window's blocks that are speech, 0..1. */
    double speechRatio(AudioWindow window) {
        long speech = window.blocks().stream()
                .filter(block -> block.levelDbfs() > thresholdDbfs)
                .count();
        return speech / (double) window.blocks().size();
    }

    boolean lets(double speechRatio) {
        return speechRatio >= minimumSpeechRatio;
    }
}
