package org.undertone.core.event;

import java.time.Duration;
import java.util.Locale;

/**
 * How much to hear right now: the one value that flows against the sound. It is published where the load is measured, and
 * taps and bridge read it when they next need it; nobody waits for it. The levels are steps, from everything to the least,
 * and each keeps what the ones before it shed.
 */
public enum LoadLevel {
    /** Everything is heard as the settings say. */
    FULL(Duration.ZERO),
    /** Windows of a leg begin at least 1 s after each other. */
    HOP_1S(Duration.ofSeconds(1)),
    /** At least 1.5 s. */
    HOP_1500MS(Duration.ofMillis(1_500)),
    /** At least 3 s. */
    HOP_3S(Duration.ofSeconds(3)),
    /** Besides, the legs of the profiles of the lowest priority are paused. */
    PAUSE_LOWEST(Duration.ofSeconds(3)),
    /** Besides, no tap is opened. */
    NO_NEW_TAPS(Duration.ofSeconds(3));

    private final Duration leastHop;

    LoadLevel(Duration leastHop) {
        this.leastHop = leastHop;
    }

    /**
     * The hop at this level: never shorter than the settings say, and never longer than a window, so that no sound goes
     * unheard between two.
     *
     * @param hop of the settings
     * @param window its length
     */
    public Duration hop(Duration hop, Duration window) {
        Duration longer = leastHop.compareTo(window) > 0 ? window : leastHop;
        return longer.compareTo(hop) > 0 ? longer : hop;
    }

    /** Whether legs of the profiles of the lowest priority are not scored. */
    public boolean pausesLowest() {
        return compareTo(PAUSE_LOWEST) >= 0;
    }

    /** Whether legs that are not tapped yet may be. */
    public boolean opensTaps() {
        return this != NO_NEW_TAPS;
    }

    /** The word used in logs and metrics, such as {@code hop-1500ms}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
