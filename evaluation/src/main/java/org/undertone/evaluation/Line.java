package org.undertone.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.undertone.inference.files.Resampling;

/** What sound went through before it is heard. */
public enum Line {
    CLEAN("as recorded"),
    /** The old telephone network: as {@link #VOIP}, and only 300 to 3400 Hz. */
    PHONE("simulated phone line (8 kHz, 300 to 3400 Hz, mu-law)"),
    VOIP("simulated SIP line (8 kHz, mu-law)");

    private final String title;

    Line(String title) {
        this.title = title;
    }

    /** The line of that label, if there is one. */
    public static Optional<Line> ofLabel(String label) {
        return List.of(values()).stream()
                .filter(line -> line.label().equals(label))
                .findFirst();
    }

    /** The word for it in options and JSON, such as {@code phone}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, for people. */
    public String title() {
        return title;
    }

    /** The sound at its other end, as long as it was: 16 bits at 16 kHz. */
    public short[] over(short[] sound) {
        return this == CLEAN ? sound : ClipSamples.samples(over(ClipSamples.of(sound)));
    }

    /** The sound at its other end, as long as it was: samples in -1..1 at 16 kHz. */
    double[] over(double[] sound) {
        return switch (this) {
            case CLEAN -> sound;
            case PHONE ->
                Resampling.upsampled(Telephone.coded(Telephone.band(Resampling.downsampled(sound))), sound.length);
            case VOIP -> Resampling.upsampled(Telephone.coded(Resampling.downsampled(sound)), sound.length);
        };
    }

    /** Their titles, for an error. */
    static String all() {
        return String.join(", ", Arrays.stream(values()).map(Line::label).toList());
    }
}
