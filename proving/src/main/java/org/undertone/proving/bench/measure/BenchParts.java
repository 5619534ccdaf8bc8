package org.undertone.proving.bench.measure;

import org.undertone.config.HearingSettings;
import org.undertone.config.TrackSettings;
import org.undertone.inference.Assessor;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.speech.SileroVad;

/** The parts that hear live calls, with the settings that hold where an admin says nothing. */
public final class BenchParts {

    private BenchParts() {}

    /** One that hears with these two; whoever opened them closes them. */
    public static Assessor assessor(Scorer scorer, SileroVad vad) {
        return Assessor.of(scorer, vad, HearingSettings.USUAL, TrackSettings.USUAL);
    }
}
