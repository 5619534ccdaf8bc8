package org.undertone.inference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Moves when the test says so. */
final class TestingClock implements InstantSource {

    private volatile Instant now;

    TestingClock(Instant now) {
        this.now = now;
    }

    void advance(long millis) {
        now = now.plus(Duration.ofMillis(millis));
    }

    @Override
    public Instant instant() {
        return now;
    }
}
