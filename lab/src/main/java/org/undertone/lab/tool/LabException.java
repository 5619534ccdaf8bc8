package org.undertone.lab.tool;

/** The lab could not do what was asked of it. The message says what was wrong, where, and what to do. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Tells what was wrong, where, and what to do. */
    public LabException(String message) {
        super(message);
    }

    /** Tells what was wrong, where, and what to do, and what it came from. */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
