package org.undertone.evaluation.data;

import org.undertone.core.fault.UndertoneException;

/** Labelled speech that cannot be measured on: what was wrong, where, and what to do. */
public final class DatasetException extends UndertoneException {

    private static final long serialVersionUID = 1L;

    /** Tells what was wrong, where, and what to do. */
    public DatasetException(String message) {
        super(message);
    }

    /** Tells what was wrong, where, and what to do, and what it came from. */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
