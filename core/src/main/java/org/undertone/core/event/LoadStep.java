package org.undertone.core.event;

import java.time.Duration;
import java.time.Instant;

/**
 * A step to hearing less, or more.
 *
 * @param at when
 * @param from the level before
 * @param to the level from now on, the next one up or down
 * @param demand the share of their time that the workers were asked for in the second before; above 1 where there was too much
 * @param waited how long one window in twenty waited for a worker, at least
 */
public record LoadStep(Instant at, LoadLevel from, LoadLevel to, double demand, Duration waited) {

    /** Whether less is heard from now on. */
    public boolean shedsMore() {
        return to.compareTo(from) > 0;
    }
}
