package org.undertone.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What an alert told of is over.
 *
 * @param alert which alert
 * @param leg whose voice it was
 * @param until audio time up to which the condition held
 * @param endedAt the clock when that was known
 */
public record AlertEnd(AlertId alert, LegId leg, Duration until, Instant endedAt) {

    public AlertEnd {
        Objects.requireNonNull(alert, "alert");
        Objects.requireNonNull(leg, "leg");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(endedAt, "endedAt");
    }
}
