package org.undertone.proving.bench.measure;

import java.nio.file.Path;
import org.undertone.config.HearingSettings;
import org.undertone.config.TrackSettings;
import org.undertone.inference.Assessor;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.speech.SileroVad;

/** The parts that hear live calls, with the settings that hold where an admin says nothing. */
public final class BenchParts {

    private static final Path HOME = Path.of(System.getProperty("undertone.home", "."));

    public static final Path SHIPPED_MODEL = HOME.resolve("inference/models/moonshine-tiny-emotion");

    private BenchParts() {}

    public static Assessor assessor(Scorer scorer, SileroVad vad) {
        return Assessor.of(scorer, vad, HearingSettings.USUAL, TrackSettings.USUAL);
    }
}
