package org.undertone.proving.bench.overload;

import java.time.Duration;

/**
 * An overload, and its end.
 *
 * @param legs that begin together
 * @param staying how many of them go on when the others hang up
 * @param overload how long all are there
 * @param recovery how long those that stay are watched afterwards
 * @param seed of when legs begin and who speaks when
 * @param firstPort of those that are listened on
 */
record OverloadPlan(int legs, int staying, Duration overload, Duration recovery, long seed, int firstPort) {

    /** Calls that begin while there is no room for them, and go on to the end. */
    static final int LATE_CALLS = 3;

    private static final Duration SLICE = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WARM = Duration.ofSeconds(10);

    /** When the late call of that number begins: in the last third of the overload. */
    Duration lateCallAt(int number) {
        Duration third = overload.dividedBy(3);
        return overload.minus(third).plus(third.multipliedBy(number).dividedBy(LATE_CALLS));
    }

    /** By what the overload is told in parts, so that it can be seen to be steady. */
    Duration slice() {
        return overload.compareTo(SLICE.multipliedBy(2)) < 0 ? overload.dividedBy(2) : SLICE;
    }

    /** When memory is looked at for the first time: when every leg's sound is there. */
    Duration firstLook() {
        Duration quarter = overload.dividedBy(4);
        return quarter.compareTo(WARM) < 0 ? quarter : WARM;
    }

    /** How often after that. */
    Duration looks() {
        return MINUTE;
    }
}
