package org.undertone.aribridge.act;

import java.time.Instant;
import org.undertone.core.LegId;

/**
 * What came of setting one variable on one leg.
 *
 * @param leg on which leg
 * @param name of the variable
 * @param result whether it was set, and how
 * @param detail why not, or empty
 * @param at when that was certain
 */
public record VariableOutcome(LegId leg, String name, Result result, String detail, Instant at) {

    /** Whether a variable was set, and how. */
    public enum Result {
        /** It is a channel variable, and was read back. */
        SET,
        /** It could be set only as {@code SHARED(name)}, and was read back. */
        SHARED,
        /** The channel has hung up, so that there is nothing to set. */
        GONE,
        /** It is not set. */
        FAILED
    }
}
