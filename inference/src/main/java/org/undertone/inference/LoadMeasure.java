package org.undertone.inference;

import java.time.Duration;

/**
 * How busy an engine was for some time.
 *
 * @param utilisation the share of their time that the workers worked, 0..1
 * @param demand the share that they would have needed for every window that came, those that they missed too: above 1
 *     where there are more than they can do. No less than the share that the speech detector worked
 * @param waited how long windows waited for a worker, from their last packet on: 95 % no longer than this
 * @param late50 how long half of the windows took at most, from their last packet to their assessment
 * @param late99 how long 99 % of them did
 */
public record LoadMeasure(double utilisation, double demand, Duration waited, Duration late50, Duration late99) {

    /** Nothing was done. */
    public static final LoadMeasure IDLE = new LoadMeasure(0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
