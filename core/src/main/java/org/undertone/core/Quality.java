package org.undertone.core;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far the sound of a window lets its assessment be trusted.
 *
 * @param value 0..1; 1 where nothing is doubtful
 * @param doubts what is, in the order of {@link Doubt}
 */
public record Quality(double value, Set<Doubt> doubts) {

    public Quality {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("quality=" + value + " is outside 0..1");
        }
        EnumSet<Doubt> ordered = EnumSet.noneOf(Doubt.class);
        ordered.addAll(doubts);
        doubts = Collections.unmodifiableSet(ordered);
    }

    /** Nothing is doubtful. */
    public static Quality undoubted() {
        return new Quality(1, Set.of());
    }

    /** Such as {@code 0.60 (clipping, music)}. */
    @Override
    public String toString() {
        String number = String.format(Locale.ROOT, "%.2f", value);
        return doubts.isEmpty()
                ? number
                : doubts.stream().map(Doubt::label).collect(Collectors.joining(", ", number + " (", ")"));
    }
}
