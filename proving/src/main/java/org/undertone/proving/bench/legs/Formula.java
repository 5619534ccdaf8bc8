package org.undertone.proving.bench.legs;

import java.time.Duration;

/**
 * How many legs a machine could carry at 70 % of its processors if nothing but the emotion model cost anything.
 *
 * @param hop from one window of a leg to the next
 * @param scoredShare the share of windows that the model hears, 0..1
 * @param modelMillis processor time of the model for one window
 * @param cores of the machine
 */
public record Formula(Duration hop, double scoredShare, double modelMillis, int cores) {

    /** How many, with a fraction; infinite where the model costs nothing. */
    public double legs() {
        double windowsPerSecond = 1e9 / hop.toNanos();
        return cores * LegsFind.MOST_UTILISATION * 1000 / (windowsPerSecond * scoredShare * modelMillis);
    }
}
