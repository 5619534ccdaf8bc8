package org.undertone.core.fault;

/**
 * A fault whose message says all that helps: what was wrong, where, and what to do. A command tells it without a stack trace.
 * Each module has one of its own, or some.
 */
public abstract class UndertoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Tells what was wrong, where, and what to do. */
    protected UndertoneException(String message) {
        super(message);
    }

    /** Tells what was wrong, where, and what to do, and what it came from; that may be null, as Java's own. */
    protected UndertoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
