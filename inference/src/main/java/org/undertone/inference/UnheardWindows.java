package org.undertone.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioWindow;

/**
 * The windows of which nobody knows yet whether they hold speech: of each leg the newest. One thread takes them in the order
 * in which their legs came, some at once, and hands them on one by one. Thread-safe.
 */
final class UnheardWindows {

    /**
     * How many are taken at once. More cost no less each, and none of them is handed on before all are heard: with a
     * thousand legs that would make every window late.
     */
    static final int MOST = 32;

    /**
     * The newest window of a leg.
     *
     * @param window that window
     * @param replaced those that it replaced, oldest first, the last {@link WaitingWindows#REMEMBERED} of them
     */
    record Unheard(AudioWindow window, List<WindowRef> replaced) {

        Unheard {
            replaced = List.copyOf(replaced);
        }
    }

    private static final class Place {
        private final Deque<WindowRef> replaced = new ArrayDeque<>();
        private AudioWindow window;
    }

    private final Map<LegId, Place> places = new LinkedHashMap<>();
    private final Set<LegId> inHand = new HashSet<>();
    private boolean closed;

    /** Lets a window wait, in the place of an older one of its leg. */
    synchronized WaitingWindows.Offer offer(AudioWindow window) {
        if (closed) {
            return WaitingWindows.Offer.CLOSED;
        }
        Place place = places.computeIfAbsent(window.ref().leg(), key -> new Place());
        AudioWindow older = place.window;
        place.window = window;
        notifyAll();
        if (older == null) {
            return WaitingWindows.Offer.WAITS;
        }
        WaitingWindows.remember(place.replaced, older.ref());
        return WaitingWindows.Offer.REPLACED_AN_OLDER;
    }

    /** Waits for windows and takes all that there are, up to {@value #MOST}, the first first; empty once closed. */
    synchronized Optional<List<Unheard>> takeAll() throws InterruptedException {
        while (places.isEmpty() && !closed) {
            wait();
        }
        if (closed) {
            return Optional.empty();
        }
        List<Unheard> all = new ArrayList<>();
        for (Iterator<Map.Entry<LegId, Place>> next = places.entrySet().iterator();
                next.hasNext() && all.size() < MOST; ) {
            Map.Entry<LegId, Place> entry = next.next();
            all.add(new Unheard(entry.getValue().window, List.copyOf(entry.getValue().replaced)));
            inHand.add(entry.getKey());
            next.remove();
        }
        return Optional.of(all);
    }

    /** Hands a taken window on, unless its leg was forgotten meanwhile: forgetting waits until this has ended. */
    synchronized void handOn(LegId leg, Runnable next) {
        if (inHand.remove(leg)) {
            next.run();
        }
    }

    /** Drops what is here of that leg. The number of windows that were dropped. */
    synchronized int forget(LegId leg) {
        return (inHand.remove(leg) ? 1 : 0) + (places.remove(leg) == null ? 0 : 1);
    }

    /** The number of windows that are here. */
    synchronized int size() {
        return places.size() + inHand.size();
    }

    /** Drops everything and takes nothing any more. The number of windows that were dropped. */
    synchronized int close() {
        int dropped = size();
        closed = true;
        places.clear();
        inHand.clear();
        notifyAll();
        return dropped;
    }
}
