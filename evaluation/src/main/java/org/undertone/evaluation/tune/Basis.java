package org.undertone.evaluation.tune;

import java.time.Duration;

/**
 * What a rule's figures are based on.
 *
 * @param calls in how many calls somebody spoke to whom the rule listens
 * @param speech for how long
 */
public record Basis(int calls, Duration speech) {

    static final Basis NONE = new Basis(0, Duration.ZERO);

    Basis plus(Duration spoken) {
        return spoken.isZero() ? this : new Basis(calls + 1, speech.plus(spoken));
    }

    /** The speech in hours. */
    public double hours() {
        return speech.toMillis() / 3_600_000.0;
    }
}
