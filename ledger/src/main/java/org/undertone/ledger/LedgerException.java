package org.undertone.ledger;

/** The ledger could not be opened, read or written. The message says what was being done, on which file, and what helps. */
public final class LedgerException extends RuntimeException {

    LedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    LedgerException(String message) {
        super(message);
    }
}
