package org.undertone.delivery;

import java.time.Duration;

/**
 * How patient the courier is.
 *
 * @param first how long after the first failure it tries again; each time twice as long, with jitter
 * @param longest but never longer
 * @param away how long a destination is left alone when nine of its last ten tries failed
 * @param poll how often it looks for what nobody woke it for
 */
record Pace(Duration first, Duration longest, Duration away, Duration poll) {

    static final Pace USUAL =
            new Pace(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofSeconds(1));
}
