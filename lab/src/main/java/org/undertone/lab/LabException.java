package org.undertone.lab;

/** The lab could not do what was asked of it. The message says what was wrong, where, and what to do. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LabException(String message) {
        super(message);
    }

    LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
