package org.undertone.inference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.undertone.core.WindowRef;

/**
 * Whether a window can still be answered in time. What the model needs for one is learnt from those that it scored: their
 * mean, and four times what they differ from it, as TCP waits for an answer (RFC 6298). On a machine with too much to do
 * windows are begun as late as they may be, and would else be late one time in two. Half of the time is for waiting in any
 * case: a model that needs longer than the other half is slow, but better than none. Thread-safe.
 */
final class Deadline {

    /** One window in that many makes the mean. */
    private static final int LEARNING = 16;

    private static final int DEVIATIONS = 4;

    private final Duration limit;
    private final InstantSource clock;
    private Duration scoring = Duration.ZERO;
    private Duration deviation = Duration.ZERO;

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
        Duration left = limit.minus(scoring).minus(deviation.multipliedBy(DEVIATIONS));
        Duration half = limit.dividedBy(2);
        return left.compareTo(half) > 0 ? left : half;
    }

    /** A window was scored that was begun then. */
    synchronized void scored(Instant begun) {
        Duration took = Duration.between(begun, clock.instant());
        if (scoring.isZero()) {
            scoring = took;
            return;
        }
        Duration more = took.minus(scoring);
        scoring = scoring.plus(more.dividedBy(LEARNING));
        deviation = deviation.plus(more.abs().minus(deviation).dividedBy(LEARNING));
    }
}
