package org.undertone.inference;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long some windows took, counted in steps that grow by a quarter from 1 ms on; the last counts all that took longer
 * than a minute. Ready for a histogram of metrics.
 *
 * @param counts of the windows in each step
 */
public record Delays(List<Long> counts) {

    static final int STEPS = 51;
    private static final double GROWTH = 1.25;

    public Delays {
        counts = List.copyOf(counts);
        if (counts.size() != STEPS) {
            throw new IllegalArgumentException("delays: counts=" + counts.size() + " != " + STEPS);
        }
    }

    /** The longest time that is counted in that step. */
    public static Duration bound(int step) {
        return Duration.ofNanos(Math.round(1e6 * Math.pow(GROWTH, step)));
    }

    static int step(Duration delay) {
        double millis = delay.toNanos() / 1e6;
        double step = millis <= 1 ? 0 : Math.ceil(Math.log(millis) / Math.log(GROWTH) - 1e-5);
        return (int) Math.min(step, STEPS - 1);
    }

    /** What was counted after {@code before} was. */
    public Delays since(Delays before) {
        return new Delays(IntStream.range(0, STEPS)
                .mapToObj(step -> counts.get(step) - before.counts.get(step))
                .toList());
    }

    /**
     * The time that this share of the windows did not exceed, a quarter of it too long at most; zero if there were none.
     *
     * @param share above 0, up to 1
     */
    public Duration percentile(double share) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        long wanted = (long) Math.ceil(share * all);
        long seen = 0;
        for (int step = 0; step < STEPS && all > 0; step++) {
            seen += counts.get(step);
            if (seen >= wanted) {
                return bound(step);
            }
        }
        return Duration.ZERO;
    }
}
