package org.undertone.proving.bench.measure;

import org.undertone.core.UndertoneException;

/** A measurement could not be made; says what was wrong, and what to do. */
public final class BenchException extends UndertoneException {

    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
