package org.undertone.evaluation.alarms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.LegId;
import org.undertone.inference.Assessor;
import org.undertone.inference.RecordingTrack;
import org.undertone.inference.SpeechGate;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.speech.SileroVad;

/** Hears recordings by the code that hears live calls, and its usual settings. Several threads may use it. */
public final class RecordingEars {

    /** From one window to the next. */
    public static final Duration HOP = Duration.ofMillis(500);

    private static final double SPEECH_THRESHOLD = 0.5;
    private static final double MINIMUM_SPEECH = 0.2;
    private static final double MAXIMUM_MISSING = 0.5;

    private final Scorer scorer;
    private final SpeechGate gate;

    /** Hears with that model, and that detector of speech; both stay open, and must as long as this is used. */
    public RecordingEars(Scorer scorer, SileroVad vad) {
        this.scorer = scorer;
        this.gate = SpeechGate.of(vad, SPEECH_THRESHOLD, MINIMUM_SPEECH);
    }

    /**
     * Hears one party's sound from its beginning to its end; it takes as long as the model does, for every hop.
     *
     * @param leg what its windows are called
     * @param startedAt when its first sample was spoken
     * @param sound mono, 16 bits, at 16 kHz
     * @return the assessments in order
     */
    public List<Assessment> hear(LegId leg, Instant startedAt, short[] sound) {
        // A new assessor each: no track goes on from one recording into the next.
        Assessor assessor = new Assessor(scorer, gate, MAXIMUM_MISSING, TrackSettings.USUAL);
        return new RecordingTrack(assessor, scorer.model().window(), HOP).hear(leg, startedAt, sound);
    }
}
