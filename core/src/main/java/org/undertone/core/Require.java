package org.undertone.core;

/** Checks of arguments, in one wording. */
final class Require {

    private Require() {}

    static void text(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
