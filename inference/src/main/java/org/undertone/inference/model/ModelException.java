package org.undertone.inference.model;

import org.undertone.core.fault.UndertoneException;

/** A model that cannot be used, or that failed on a window: what was wrong, where, and what to do. */
public final class ModelException extends UndertoneException {

    private static final long serialVersionUID = 1L;

    /** Tells what was wrong, where, and what to do. */
    public ModelException(String message) {
        super(message);
    }

    /** Tells what was wrong, where, and what to do, and what it came from. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
