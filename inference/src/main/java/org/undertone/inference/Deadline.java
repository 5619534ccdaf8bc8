package org.undertone.inference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.undertone.core.WindowRef;

/**
 * Whether a window can still be answered in time. What the model needs for one is learnt from those that it scored. Half of
 * the time is for waiting in any case: a model that needs longer than the other half is slow, but better than none.
 * Thread-safe.
 */
final class Deadline {

    /** One window in that many makes the mean. */
    private static final int LEARNING = 16;

    private final Duration limit;
    private final InstantSource clock;
    private Duration scoring = Duration.ZERO;

    /** For answers that are to come no later than this after their window's last packet. */
    Deadline(Duration limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Whether it is too late to begin that window now. */
    boolean passed(WindowRef window) {
        Duration age = Duration.between(window.lastPacketAt(), clock.instant());
        return age.compareTo(waiting()) > 0;
    }

    private synchronized Duration waiting() {
        Duration left = limit.minus(scoring);
        Duration half = limit.dividedBy(2);
        return left.compareTo(half) > 0 ? left : half;
    }

    /** A window was scored that was begun then. */
    synchronized void scored(Instant begun) {
        Duration took = Duration.between(begun, clock.instant());
        scoring = scoring.isZero() ? took : scoring.plus(took.minus(scoring).dividedBy(LEARNING));
    }
}
