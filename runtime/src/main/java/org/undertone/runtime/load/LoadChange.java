package org.undertone.runtime.load;

import java.time.Instant;
import org.undertone.core.LoadLevel;
import org.undertone.inference.LoadMeasure;

/**
 * A step to hearing less, or more.
 *
 * @param from the level before
 * @param to the level from now on, the next one up or down
 * @param measure what was measured in the second before
 * @param at when
 */
public record LoadChange(LoadLevel from, LoadLevel to, LoadMeasure measure, Instant at) {

    /** Whether less is heard from now on. */
    public boolean shedsMore() {
        return to.compareTo(from) > 0;
    }
}
