package org.undertone.mediatap;

import java.time.Duration;
import java.time.Instant;
import org.undertone.core.AudioBlock;

/**
 * Interarrival jitter, RFC 3550 section 6.4.1: {@code J += (|D| - J) / 16}, where D is how much more two packets were
 * apart when they arrived than when they were sampled. Written by the media thread, read by any.
 */
final class Jitter {

    private static final double NANOS_PER_SAMPLE = 1e9 / AudioBlock.SAMPLE_RATE;

    private boolean started;
    private int lastTimestamp;
    private Instant lastArrival = Instant.EPOCH;
    private double nanos;
    private volatile double published;

    void packet(int timestamp, Instant arrival) {
        if (started) {
            double difference = nanosBetween(lastArrival, arrival) - (timestamp - lastTimestamp) * NANOS_PER_SAMPLE;
            nanos += (Math.abs(difference) - nanos) / 16;
            published = nanos;
        }
        started = true;
        lastTimestamp = timestamp;
        lastArrival = arrival;
    }

    /** The next packet is not compared with the last one. */
    void restart() {
        started = false;
    }

    Duration value() {
        return Duration.ofNanos(Math.round(published));
    }

    private static double nanosBetween(Instant from, Instant to) {
        return (to.getEpochSecond() - from.getEpochSecond()) * 1e9 + (to.getNano() - from.getNano());
    }
}
