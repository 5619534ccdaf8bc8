package org.undertone.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock of the day on which the {@link TestingAlerts} fired; it goes on when a test says so. */
final class TestingClock implements InstantSource {

    private volatile Instant now = TestingAlerts.NOON;

    /** One of the same day that goes on by itself, for threads that really wait. */
    static InstantSource running() {
        return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), TestingAlerts.NOON));
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void set(Instant at) {
        now = at;
    }
}
