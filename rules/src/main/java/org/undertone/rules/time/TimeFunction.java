package org.undertone.rules.time;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of a series of values. */
public enum TimeFunction {
    /** The mean of the values in the span. */
    AVG,
    /** The largest. */
    MAX,
    /** The smallest. */
    MIN,
    /** By how much the straight line through the values (least squares) rises over the span. */
    RISING,
    /** How many times in the span it became true, or was so already. */
    COUNT,
    /** Whether it is the one text now and was the other within the span. */
    CHANGED;

    /** The word in a condition. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The function of that word. */
    public static Optional<TimeFunction> of(String word) {
        return Arrays.stream(values())
                .filter(function -> function.word().equals(word))
                .findFirst();
    }
}
