package org.undertone.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Which window of which leg, without its sound. Audio time starts with the first sample of the leg's tap.
 *
 * @param leg whose sound
 * @param from audio time of its first sample
 * @param to audio time just after its last sample
 * @param lastPacketAt when the packet that completed it arrived
 */
public record WindowRef(LegId leg, Duration from, Duration to, Instant lastPacketAt) {

    public WindowRef {
        Objects.requireNonNull(leg, "leg");
        Objects.requireNonNull(lastPacketAt, "lastPacketAt");
        if (from.compareTo(to) >= 0) {
            throw new IllegalArgumentException("window: from=" + from + " >= to=" + to);
        }
    }
}
