package org.undertone.runtime.metrics;

import org.undertone.core.fault.UndertoneException;

/** Metrics cannot be read here; says why, and what to do. */
public final class MetricsException extends UndertoneException {

    private static final long serialVersionUID = 1L;

    MetricsException(String message, Throwable cause) {
        super(message, cause);
    }
}
