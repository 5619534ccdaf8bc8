package org.undertone.inference.speech;

import java.util.Optional;
import org.undertone.core.SpeechRate;

/**
 * Syllables a minute over the last 10 s of speech of the last minute. A silence of up to 2 s is a pause in it; in a longer
 * one somebody else has the word, and it does not count. Neither does sound that never came.
 */
final class SpeechRateMeter {

    private static final double FRAME_SECONDS = LegSpeech.FRAME / 16_000.0;
    private static final int WANTED = (int) Math.round(10 / FRAME_SECONDS);

    /** With less speech than this the estimate says more about the sentence than about its speaker. */
    private static final int LEAST = (int) Math.round(5 / FRAME_SECONDS);

    private static final int LONGEST_PAUSE = (int) Math.round(2 / FRAME_SECONDS);

    /** Syllables for each one counted: the weak ones between two strong ones are missed. Fitted on speakers for training. */
    static final double SYLLABLES_A_PEAK = 1.225;

    private SpeechRateMeter() {}

    /** The rate now; empty if the last minute held less than 5 s of speech. */
    static Optional<SpeechRate> rate(SpeechHistory history) {
        int spoken = 0;
        int paused = 0;
        int pause = 0;
        int peaks = 0;
        boolean broken = true;
        for (int ago = 0; ago < history.size() && spoken < WANTED; ago++) {
            peaks += history.syllables(ago);
            if (history.isSpeech(ago)) {
                paused += !broken && pause <= LONGEST_PAUSE ? pause : 0;
                spoken++;
                pause = 0;
                broken = false;
            } else {
                pause++;
            }
            broken |= history.isAfterGap(ago);
        }
        if (spoken < LEAST) {
            return Optional.empty();
        }
        double syllablesAMinute = 60 * SYLLABLES_A_PEAK * peaks / FRAME_SECONDS;
        return Optional.of(new SpeechRate(syllablesAMinute / spoken, syllablesAMinute / (spoken + paused)));
    }
}
