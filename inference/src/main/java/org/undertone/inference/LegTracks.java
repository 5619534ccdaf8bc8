package org.undertone.inference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.undertone.core.LegId;

/** The track of each leg that is heard. Thread-safe; a track itself belongs to whoever has its leg's turn. */
final class LegTracks {

    /**
     * More legs than one machine hears. A window that comes after its leg was forgotten begins a track that nobody ends;
     * in time it is one of those that were not heard for longest, and goes.
     */
    static final int MOST = 4_096;

    private final Supplier<FrameTrack> begin;
    private final Map<LegId, FrameTrack> tracks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LegId, FrameTrack> eldest) {
            return size() > MOST;
        }
    };

    LegTracks(Supplier<FrameTrack> begin) {
        this.begin = begin;
    }

    synchronized FrameTrack of(LegId leg) {
        return tracks.computeIfAbsent(leg, key -> begin.get());
    }

    synchronized void forget(LegId leg) {
        tracks.remove(leg);
    }

    synchronized int size() {
        return tracks.size();
    }
}
