package org.undertone.config;

import java.time.Duration;

/**
 * When to hear less, because there are more calls than this machine can hear.
 *
 * @param utilisation the share of their time that the workers may be asked for, 0.1..0.95
 * @param lateness how long one window in twenty may wait for a worker; shorter than the deadline
 * @param deadline what would be judged later than this after its last packet is not judged
 */
public record LoadSettings(double utilisation, Duration lateness, Duration deadline) {

    /** What holds where the file says nothing. */
    public static final LoadSettings USUAL = new LoadSettings(0.8, Duration.ofMillis(500), Duration.ofSeconds(1));
}
