package org.undertone.lab.sip;

import java.time.Duration;

/**
 * What the network does to the packets that a phone sends.
 *
 * @param loss how many of them never arrive, 0 to 1
 * @param jitter each of them is late by a time between zero and this, so they may overtake each other
 * @param seed the same seed loses the same packets
 */
public record Impairment(double loss, Duration jitter, long seed) {
    /** Everything arrives at once. */
    public static Impairment none() {
        return new Impairment(0, Duration.ZERO, 0);
    }

    /** Nothing is late, and that share of the packets, 0 to 1, never arrives. */
    public static Impairment loss(double share, long seed) {
        return new Impairment(share, Duration.ZERO, seed);
    }

    /** Nothing is lost, and everything is late by up to that. */
    public static Impairment jitter(Duration atMost, long seed) {
        return new Impairment(0, atMost, seed);
    }
}
