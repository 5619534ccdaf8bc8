package org.undertone.evaluation.alarms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.undertone.core.Assessment;
import org.undertone.core.LegId;
import org.undertone.inference.Assessor;
import org.undertone.inference.OpenModel;
import org.undertone.inference.RecordingTrack;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.speech.SileroVad;

/** Hears recordings by the code that hears live calls, and its usual settings. Several threads may use it. */
public final class RecordingEars {

    /** From one window to the next. */
    public static final Duration HOP = Duration.ofMillis(500);

    private final Scorer scorer;
    private final SileroVad vad;

    /** Hears with what is open, and must stay so as long as this is used. */
    public RecordingEars(OpenModel open) {
        this(open.scorer(), open.vad());
    }

    /** Hears with that model, and that detector of speech; both stay open, and must as long as this is used. */
    public RecordingEars(Scorer scorer, SileroVad vad) {
        this.scorer = scorer;
        this.vad = vad;
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
        Assessor assessor = Assessor.usual(scorer, vad);
        return new RecordingTrack(assessor, scorer.model().window(), HOP).hear(leg, startedAt, sound);
    }
}
