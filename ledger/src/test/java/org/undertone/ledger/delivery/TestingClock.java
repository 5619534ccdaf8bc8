package org.undertone.ledger.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on when a test says so. */
final class TestingClock implements InstantSource {

    private volatile Instant now = TestingAlerts.NOON;

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
