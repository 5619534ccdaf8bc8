package org.undertone.lab.tool;

/** The lab could not do what was asked of it. The message says what was wrong, where, and what to do. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
