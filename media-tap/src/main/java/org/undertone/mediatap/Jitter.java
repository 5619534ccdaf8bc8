package org.undertone.mediatap;

import java.time.Duration;
import org.undertone.core.audio.AudioBlock;

/**
 * Interarrival jitter, RFC 3550 section 6.4.1: {@code J += (|D| - J) / 16}, where D is how much more two packets were
 * apart when they arrived than when they were sampled. Written by the media thread, read by any.
 */
final class Jitter {

    private static final double NANOS_PER_SAMPLE = 1e9 / AudioBlock.SAMPLE_RATE;

    private boolean started;
    private int lastTimestamp;
    private long lastArrival;
    private double nanos;
    private volatile double published;

    /**
     * Takes the next packet.
     *
     * @param timestamp of its first sample
     * @param arrival in nanoseconds since any moment, the same for all
     */
    void packet(int timestamp, long arrival) {
        if (started) {
            double difference = (arrival - lastArrival) - (timestamp - lastTimestamp) * NANOS_PER_SAMPLE;
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
}
