package org.undertone.inference.speech;

import java.util.Objects;
import java.util.Optional;
import org.undertone.core.SpeechRate;

/**
 * What was heard of a leg up to the end of one window.
 *
 * @param ratio the share of the window that held speech, 0..1
 * @param rate how fast its last 10 s of speech were; empty before it spoke for long enough to tell
 */
public record HeardSpeech(double ratio, Optional<SpeechRate> rate) {

    public HeardSpeech {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("speech: ratio=" + ratio + " is outside 0..1");
        }
        Objects.requireNonNull(rate, "rate");
    }
}
