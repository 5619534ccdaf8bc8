package org.undertone.inference;

import java.util.function.Supplier;
import org.undertone.inference.speech.HeardSpeech;
import org.undertone.inference.speech.LegPresence;
import org.undertone.inference.speech.SileroVad;
import org.undertone.inference.speech.SpeechPresence;

/**
 * Which windows hold enough speech for a model.
 *
 * @param presences begins to follow legs that nobody followed before
 * @param minimumSpeechRatio the least share of a window that must be speech for the window to be scored, 0..1
 */
public record SpeechGate(Supplier<SpeechPresence> presences, double minimumSpeechRatio) {

    public SpeechGate {
        if (!(minimumSpeechRatio >= 0 && minimumSpeechRatio <= 1)) {
            throw new IllegalArgumentException(
                    "speech gate: minimumSpeechRatio=" + minimumSpeechRatio + " is outside 0..1");
        }
    }

    /**
     * Hears speech with Silero VAD.
     *
     * @param vad stays open, and must as long as the gate is used
     * @param threshold the probability from which a frame of 32 ms is speech, above 0 and below 1
     * @param minimumSpeechRatio as above
     */
    public static SpeechGate of(SileroVad vad, double threshold, double minimumSpeechRatio) {
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("speech gate: threshold=" + threshold + " is not between 0 and 1");
        }
        return new SpeechGate(() -> new LegPresence(vad, threshold), minimumSpeechRatio);
    }

    boolean lets(HeardSpeech speech) {
        return speech.ratio() >= minimumSpeechRatio;
    }
}
