package org.undertone.ledger.entry;

import java.util.Locale;

/** Whether a ticket is still to be done. */
public enum TicketState {
    OPEN,
    CLOSED;

    /** The word used in tables and pages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
