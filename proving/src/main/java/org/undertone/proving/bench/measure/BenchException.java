package org.undertone.proving.bench.measure;

import org.undertone.core.fault.UndertoneException;

/** A measurement could not be made; says what was wrong, and what to do. */
public final class BenchException extends UndertoneException {

    private static final long serialVersionUID = 1L;

    /** Tells what was wrong, and what to do. */
    public BenchException(String message) {
        super(message);
    }

    /** Tells what was wrong, and what to do, and what it came from. */
    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
