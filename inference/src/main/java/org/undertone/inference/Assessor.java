package org.undertone.inference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NoSpeech;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.AudioWindow;
import org.undertone.core.NotScoredReason;
import org.undertone.inference.speech.HeardSpeech;
import org.undertone.inference.speech.SpeechPresence;

/** Judges windows, of calls and of recordings alike. Several threads may use it, but one leg has one at a time. */
public final class Assessor {

    private static final Logger log = LoggerFactory.getLogger(Assessor.class);

    private final Scorer scorer;
    private final SpeechGate gate;
    private final double maximumMissing;
    private final TrackSettings track;
    private final FailureLog failures = new FailureLog(log, "a window was not scored, the model failed");

    /**
     * Judges with that model.
     *
     * @param scorer the model; it stays open
     * @param gate what counts as speech
     * @param maximumMissing the largest share of a window that may be missing, 0..1
     * @param track how windows become a track
     */
    public Assessor(Scorer scorer, SpeechGate gate, double maximumMissing, TrackSettings track) {
        if (!(maximumMissing >= 0 && maximumMissing <= 1)) {
            throw new IllegalArgumentException("assessor: maximumMissing=" + maximumMissing + " is outside 0..1");
        }
        this.scorer = scorer;
        this.gate = gate;
        this.maximumMissing = maximumMissing;
        this.track = track;
    }

    /** What a leg needs that is heard for the first time. */
    FrameTrack newTrack() {
        return new FrameTrack(track);
    }

    /** What tells of legs that are heard for the first time whether they speak. */
    SpeechPresence newPresence() {
        return gate.presences().get();
    }

    /** Judges the next window of a leg by the speech in it, and leads that leg's track on. Never fails. */
    Assessment assess(AudioWindow window, HeardSpeech speech, FrameTrack legs) {
        if (window.missingShare() > maximumMissing) {
            return new NotScored(window.ref(), NotScoredReason.SOUND_MISSING);
        }
        if (!gate.lets(speech)) {
            legs.quiet(window.ref());
            return new NoSpeech(window.ref(), speech.ratio(), window.levelDbfs());
        }
        try {
            return scored(window, speech, scorer.score(window), legs);
        } catch (RuntimeException | Error e) {
            // Error too: a worker that runs out of memory on one window must live for the next.
            failures.add(e);
            return new NotScored(window.ref(), NotScoredReason.ENGINE_FAILED);
        }
    }

    private static Scored scored(AudioWindow window, HeardSpeech speech, Hearing hearing, FrameTrack legs) {
        return new Scored(
                window.ref(),
                hearing.probabilities(),
                legs.hear(window.ref(), hearing.probabilities()),
                speech.ratio(),
                window.levelDbfs(),
                Trust.in(window, speech.ratio(), hearing),
                speech.rate());
    }
}
