package org.undertone.ledger;

/** The ledger could not be opened, read or written. The message says what was being done, on which ledger, and what helps. */
public final class LedgerException extends RuntimeException {

    private final boolean away;

    LedgerException(String message, Throwable cause) {
        this(message, cause, false);
    }

    LedgerException(String message, Throwable cause, boolean away) {
        super(message, cause);
        this.away = away;
    }

    LedgerException(String message) {
        super(message);
        this.away = false;
    }

    /** Whether the database could not be reached, and the same may well succeed later. */
    public boolean away() {
        return away;
    }
}
