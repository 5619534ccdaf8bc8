package org.undertone.core;

import java.util.Locale;

/**
 * Who a leg belongs to, derived from Dial and Queue data and never guessed. It is the customer and not the caller: in an
 * outbound campaign the agent calls.
 */
public enum Role {
    CUSTOMER,
    AGENT,
    /** Nothing tells whose leg it is; such a leg is not scored, and the reason is kept. */
    UNKNOWN;

    /** The word used in settings, tables and pages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
