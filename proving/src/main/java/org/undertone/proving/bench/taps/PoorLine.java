package org.undertone.proving.bench.taps;

import java.time.Duration;
import java.util.Random;

/** By how much packets are late on a line, and which are lost. Not thread-safe. */
final class PoorLine {

    /** What is said of it where figures are told. */
    static final String NOTE =
            "The poor line is a relay in this process, whose queue fills and empties at random: every half"
                    + " second it makes for another lateness, up to the most, and keeps the order. A datagram that is lost is lost;"
                    + " what TCP loses is sent again 200 ms later, Linux's shortest wait, and all that follows waits for it.";

    private static final long SENT_AGAIN = Duration.ofMillis(200).toNanos();
    private static final long CHANGES = Duration.ofMillis(500).toNanos();

    private final Random random;
    private final long jitterNanos;
    private final double loss;

    private long changedAt;
    private double from;
    private double to;
    private boolean begun;
    private long last = Long.MIN_VALUE;

    PoorLine(Random random, Duration jitter, double loss) {
        this.random = random;
        this.jitterNanos = jitter.toNanos();
        this.loss = loss;
    }

    boolean loses() {
        return random.nextDouble() < loss;
    }

    /** When a datagram that is sent now arrives. */
    long datagramArrives(long now) {
        return inOrder(now + lateness(now));
    }

    /** When what TCP sends now arrives. */
    long streamArrives(long now) {
        long arrives = now + lateness(now);
        while (loses()) {
            arrives += SENT_AGAIN;
        }
        return inOrder(arrives);
    }

    private long inOrder(long arrives) {
        last = Math.max(last, arrives);
        return last;
    }

    private long lateness(long now) {
        if (!begun) {
            begun = true;
            changedAt = now;
            to = random.nextDouble();
        }
        while (now - changedAt >= CHANGES) {
            changedAt += CHANGES;
            from = to;
            to = random.nextDouble();
        }
        double progress = (now - changedAt) / (double) CHANGES;
        return (long) ((from + (to - from) * progress) * jitterNanos);
    }
}
