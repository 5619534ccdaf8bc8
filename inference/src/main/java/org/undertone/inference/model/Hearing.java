package org.undertone.inference.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.undertone.core.Doubt;
import org.undertone.core.Probabilities;

/**
 * What a model hears in one window.
 *
 * @param probabilities nine, summing to 1
 * @param doubts how probable it finds those doubts that it can tell, 0..1; nothing of those it cannot
 */
public record Hearing(Probabilities probabilities, Map<Doubt, Double> doubts) {

    public Hearing {
        Objects.requireNonNull(probabilities, "probabilities");
        EnumMap<Doubt, Double> copy = new EnumMap<>(Doubt.class);
        copy.putAll(doubts);
        doubts = Collections.unmodifiableMap(copy);
    }

    /** What a model hears that tells no doubts. */
    public static Hearing of(Probabilities probabilities) {
        return new Hearing(probabilities, Map.of());
    }
}
