package org.undertone.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.speech.HeardSpeech;

/**
 * The windows that wait for a worker: at most one a leg, the newest. Legs take turns in the order in which they came
 * to wait, one whose window was too late before the others, and a leg has one turn at a time. Thread-safe; nothing is done under its lock but book-keeping.
 */
final class WaitingWindows {

    /** How many replaced windows a leg remembers for its next turn; those before them are only counted. */
    static final int REMEMBERED = 600;

    /**
     * What a worker does for one leg before it calls {@link #done}.
     *
     * @param leg whose turn
     * @param replaced the windows that newer ones replaced since the leg's last turn, oldest first
     * @param window the window to score
     * @param speech what was heard of speech in it; empty if the speech detector failed
     */
    record Turn(LegId leg, List<WindowRef> replaced, AudioWindow window, Optional<HeardSpeech> speech) {}

    private static final class Place {
        private final Deque<WindowRef> replaced = new ArrayDeque<>();
        private AudioWindow window;
        private Optional<HeardSpeech> speech = Optional.empty();
        private boolean busy;
    }

    private final Map<LegId, Place> places = new HashMap<>();
    private final Deque<LegId> line = new ArrayDeque<>();
    /** Legs whose last window was too late: with steady hops it would else be the same ones every time. */
    private final Set<LegId> owed = new HashSet<>();

    private boolean closed;

    /** What became of the window that was offered. */
    enum Offer {
        WAITS,
        REPLACED_AN_OLDER,
        CLOSED
    }

    /**
     * Lets a window wait, in the place of an older one of its leg.
     *
     * @param window the window
     * @param replaced those of its leg that it replaced before it came here, oldest first
     * @param speech what was heard of speech in it; empty if the speech detector failed
     */
    synchronized Offer offer(AudioWindow window, List<WindowRef> replaced, Optional<HeardSpeech> speech) {
        if (closed) {
            return Offer.CLOSED;
        }
        LegId leg = window.ref().leg();
        Place place = places.computeIfAbsent(leg, key -> new Place());
        AudioWindow older = place.window;
        place.window = window;
        place.speech = speech;
        if (older != null) {
            remember(place.replaced, older.ref());
        }
        replaced.forEach(ref -> remember(place.replaced, ref));
        if (older == null && !place.busy) {
            enqueue(leg);
        }
        return older == null ? Offer.WAITS : Offer.REPLACED_AN_OLDER;
    }

    /** Adds a replaced window to those of its leg, and lets go of the oldest if they are too many. */
    static void remember(Deque<WindowRef> replaced, WindowRef ref) {
        if (replaced.size() == REMEMBERED) {
            replaced.removeFirst();
        }
        replaced.addLast(ref);
    }

    private void enqueue(LegId leg) {
        if (owed.remove(leg)) {
            line.addFirst(leg);
        } else {
            line.addLast(leg);
        }
        notify();
    }

    /**
     * Waits for a turn; nothing once closed. The one who takes it must call {@link #done} for each.
     *
     * @param most how many turns to take at once, if more than enough wait
     * @param others how many are left for others who take turns
     */
    synchronized List<Turn> take(int most, int others) throws InterruptedException {
        while (line.isEmpty() && !closed) {
            wait();
        }
        List<Turn> turns = new ArrayList<>();
        while (!closed && turns.size() < most && line.size() > (turns.isEmpty() ? 0 : others)) {
            turns.add(next());
        }
        return turns;
    }

    private Turn next() {
        LegId leg = line.removeFirst();
        Place place = places.get(leg);
        Turn turn = new Turn(leg, List.copyOf(place.replaced), place.window, place.speech);
        place.replaced.clear();
        place.window = null;
        place.busy = true;
        return turn;
    }

    /** The window that this leg has its turn for is too late. */
    synchronized void tooLate(LegId leg) {
        if (owed.size() == LegTracks.MOST) {
            owed.clear();
        }
        owed.add(leg);
    }

    /** Ends that leg's turn; a window that came meanwhile lets it queue again, behind the others. */
    synchronized void done(LegId leg) {
        Place place = places.get(leg);
        place.busy = false;
        if (place.window != null) {
            enqueue(leg);
        } else {
            places.remove(leg);
        }
    }

    /** Drops what waits of that leg. Whether a window did. */
    synchronized boolean forget(LegId leg) {
        owed.remove(leg);
        Place place = places.get(leg);
        if (place == null || place.window == null) {
            return false;
        }
        place.window = null;
        place.replaced.clear();
        if (!place.busy) {
            line.remove(leg);
            places.remove(leg);
        }
        return true;
    }

    /** The number of windows that wait. */
    synchronized int size() {
        return (int)
                places.values().stream().filter(place -> place.window != null).count();
    }

    /** Drops everything and lets nobody wait any more. The number of windows that were dropped. */
    synchronized int close() {
        int dropped = size();
        closed = true;
        line.clear();
        places.values().forEach(place -> {
            place.window = null;
            place.replaced.clear();
        });
        notifyAll();
        return dropped;
    }
}
