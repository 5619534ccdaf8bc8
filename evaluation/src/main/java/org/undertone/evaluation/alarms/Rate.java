package org.undertone.evaluation.alarms;

import java.time.Duration;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How often something happens in an hour.
 *
 * @param count how often it did
 * @param hours in so many hours, above 0
 */
public record Rate(int count, double hours) {

    private static final double TAIL = 0.025;

    /** In so much time. */
    static Rate of(int count, Duration time) {
        return new Rate(count, time.toMillis() / 3_600_000.0);
    }

    /** Times an hour. */
    public double perHour() {
        return count / hours;
    }

    /** The lower end of the exact 95 % interval of a Poisson rate (Garwood 1936), times an hour. */
    public double from() {
        return count == 0 ? 0 : ends(2.0 * count).inverseCumulativeProbability(TAIL) / 2 / hours;
    }

    /** The upper end of it. Where it never happened, too: three hours without are no proof that it is rare. */
    public double to() {
        return ends(2.0 * count + 2).inverseCumulativeProbability(1 - TAIL) / 2 / hours;
    }

    private static ChiSquaredDistribution ends(double degrees) {
        return ChiSquaredDistribution.of(degrees);
    }
}
