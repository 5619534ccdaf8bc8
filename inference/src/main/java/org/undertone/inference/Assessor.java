package org.undertone.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.HearingSettings;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NoSpeech;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.NotScoredReason;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.speech.HeardSpeech;
import org.undertone.inference.speech.SileroVad;
import org.undertone.inference.speech.SpeechPresence;

/** Judges windows, of calls and of recordings alike. Several threads may use it, but one leg has one at a time. */
public final class Assessor {

    private static final Logger LOG = LoggerFactory.getLogger(Assessor.class);

    private final Scorer scorer;
    private final SpeechGate gate;
    private final double maximumMissing;
    private final TrackSettings track;
    private final FailureLog failures = new FailureLog(LOG, "a window was not scored, the model failed");

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

    /**
     * Judges with that model, and Silero VAD.
     *
     * @param vad stays open, as the scorer, and must as long as the assessor is used
     */
    public static Assessor of(Scorer scorer, SileroVad vad, HearingSettings hearing, TrackSettings track) {
        return new Assessor(
                scorer,
                SpeechGate.of(vad, hearing.speechThreshold(), hearing.minimumSpeech()),
                hearing.maximumMissing(),
                track);
    }

    /** The same by the settings that hold where an admin says nothing, as for recordings. */
    public static Assessor usual(Scorer scorer, SileroVad vad) {
        return of(scorer, vad, HearingSettings.USUAL, TrackSettings.USUAL);
    }

    /** What a leg needs that is heard for the first time. */
    FrameTrack newTrack() {
        return new FrameTrack(track);
    }

    /** What tells of legs that are heard for the first time whether they speak. */
    SpeechPresence newPresence() {
        return gate.presences().get();
    }

    /** How many windows it should be given together where that many wait. */
    int together() {
        return scorer.together();
    }

    /**
     * A leg's next window.
     *
     * @param window the window
     * @param speech what was heard of speech in it
     * @param track of the leg; it is led on
     */
    record Next(AudioWindow window, HeardSpeech speech, FrameTrack track) {}

    /** Judges the next window of a leg by the speech in it, and leads that leg's track on. Never fails. */
    Assessment assess(AudioWindow window, HeardSpeech speech, FrameTrack track) {
        Next next = new Next(window, speech, track);
        return withoutModel(next).orElseGet(() -> score(List.of(next)).get(0));
    }

    /** What can be told without the model: that there is too little sound or speech to judge. */
    Optional<Assessment> withoutModel(Next next) {
        AudioWindow window = next.window();
        if (window.missingShare() > maximumMissing) {
            return Optional.of(new NotScored(window.ref(), NotScoredReason.SOUND_MISSING));
        }
        if (!gate.lets(next.speech())) {
            next.track().quiet(window.ref());
            return Optional.of(new NoSpeech(window.ref(), next.speech().ratio(), window.levelDbfs()));
        }
        return Optional.empty();
    }

    /** What the model says of windows of different legs, in their order; of one length. Never fails. */
    List<Assessment> score(List<Next> nexts) {
        try {
            List<Hearing> heard = scorer.score(nexts.stream().map(Next::window).toList());
            List<Assessment> scored = new ArrayList<>();
            for (int i = 0; i < nexts.size(); i++) {
                scored.add(scored(nexts.get(i), heard.get(i)));
            }
            return scored;
        } catch (RuntimeException | Error e) {
            if (nexts.size() > 1) {
                // What one of them does to the model must not cost the others theirs.
                return nexts.stream()
                        .flatMap(next -> score(List.of(next)).stream())
                        .toList();
            }
            // Error too: a worker that runs out of memory on one window must live for the next.
            failures.add(e);
            return List.of(new NotScored(nexts.get(0).window().ref(), NotScoredReason.ENGINE_FAILED));
        }
    }

    private static Scored scored(Next next, Hearing hearing) {
        AudioWindow window = next.window();
        return new Scored(
                window.ref(),
                hearing.probabilities(),
                next.track()
                        .hear(
                                window.ref(),
                                hearing.probabilities(),
                                next.speech().ratio()),
                next.speech().ratio(),
                window.levelDbfs(),
                WindowQuality.in(window, next.speech().ratio(), hearing),
                next.speech().rate());
    }
}
