package org.undertone.inference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How long one thread worked, the work that it has in hand included. Thread-safe. */
final class BusyTime {

    private final InstantSource clock;
    private Duration ended = Duration.ZERO;
    private Optional<Instant> began = Optional.empty();

    BusyTime(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void begin() {
        began = Optional.of(clock.instant());
    }

    synchronized void end() {
        ended = total();
        began = Optional.empty();
    }

    synchronized Duration total() {
        return began.map(start -> ended.plus(Duration.between(start, clock.instant())))
                .orElse(ended);
    }
}
