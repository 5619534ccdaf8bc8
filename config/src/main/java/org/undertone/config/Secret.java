package org.undertone.config;

import java.util.Objects;

/**
 * A password or token that does not appear in logs.
 *
 * @param value the secret itself
 */
public record Secret(String value) {

    public Secret {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
