package org.undertone.ledger.entry;

import java.util.Locale;

/** How an action went. */
public enum ActionOutcome {
    DONE,
    /** It was tried, and the PBX refused or did not answer. */
    FAILED,
    /** It was not tried, such as when the call had already ended. */
    SKIPPED;

    /** The word used in tables and pages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
