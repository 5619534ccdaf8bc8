package org.undertone.app.bench;

import org.undertone.core.UndertoneException;

/** A measurement could not be made; says what was wrong, and what to do. */
public final class BenchException extends UndertoneException {

    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
