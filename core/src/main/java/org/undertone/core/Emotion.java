package org.undertone.core;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The nine emotions, in the index order of emotion2vec+ (Ma et al. 2024, its {@code tokens.txt}), which is the order of
 * every model's {@code scores} here.
 */
public enum Emotion {
    ANGRY(0),
    DISGUSTED(1),
    FEARFUL(2),
    HAPPY(3),
    NEUTRAL(4),
    OTHER(5),
    SAD(6),
    SURPRISED(7),
    UNKNOWN(8);

    private static final List<Emotion> ALL = List.of(values());

    private final int index;

    Emotion(int index) {
        this.index = index;
    }

    /** All nine, in index order. */
    public static List<Emotion> all() {
        return ALL;
    }

    /** Its place, 0 to 8, in a model's scores. */
    public int index() {
        return index;
    }

    /** The word used in settings, rules, tables and pages, such as {@code angry}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The emotion of that label, if there is one. */
    public static Optional<Emotion> ofLabel(String label) {
        return ALL.stream().filter(emotion -> emotion.label().equals(label)).findFirst();
    }
}
