package org.undertone.app.metrics;

/** Metrics cannot be read here; says why, and what to do. */
public final class MetricsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MetricsException(String message, Throwable cause) {
        super(message, cause);
    }
}
