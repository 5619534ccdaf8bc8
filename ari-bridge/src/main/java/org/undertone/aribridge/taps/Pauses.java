package org.undertone.aribridge.taps;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;

/** Keeps the sound of legs that are paused from being scored, up to the first window without any of it. Thread-safe. */
public final class Pauses {

    /** The end of a leg's latest pause; empty while it is paused. */
    private final Map<LegId, Optional<Instant>> ends = new ConcurrentHashMap<>();

    /** A leg is paused from now on, until {@link #end}. */
    public void begin(LegId leg) {
        ends.put(leg, Optional.empty());
    }

    /** A leg's pause is over; what was sent before {@code at} is still kept from being scored. */
    public void end(LegId leg, Instant at) {
        ends.put(leg, Optional.of(at));
    }

    /** A leg is gone, and its pauses with it. */
    public void forget(LegId leg) {
        ends.remove(leg);
    }

    /** Whether a window holds no sound of a pause. */
    public boolean passes(AudioWindow window) {
        Optional<Instant> end = ends.get(window.ref().leg());
        if (end == null) {
            return true;
        }
        Instant begin = window.ref()
                .lastPacketAt()
                .minus(window.ref().to().minus(window.ref().from()));
        return end.isPresent() && !begin.isBefore(end.get());
    }
}
