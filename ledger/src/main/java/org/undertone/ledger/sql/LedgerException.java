package org.undertone.ledger.sql;

import org.undertone.core.fault.UndertoneException;

/** The ledger could not be opened, read or written. The message says what was being done, on which ledger, and what helps. */
public final class LedgerException extends UndertoneException {

    private final boolean away;

    /** Tells what was wrong and what helps, and what it came from; the same would fail again. */
    public LedgerException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /**
     * Tells what was wrong and what helps, and what it came from.
     *
     * @param away whether the same may well succeed later
     */
    public LedgerException(String message, Throwable cause, boolean away) {
        super(message, cause);
        this.away = away;
    }

    /** Tells what was wrong and what helps; the same would fail again. */
    public LedgerException(String message) {
        super(message);
        this.away = false;
    }

    /**
     * Whether the same may well succeed later: the database could not be reached, another program held its lock, or its disk
     * was full. What broke off while it was kept may have been kept.
     */
    public boolean away() {
        return away;
    }
}
