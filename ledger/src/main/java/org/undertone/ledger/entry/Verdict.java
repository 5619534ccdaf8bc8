package org.undertone.ledger.entry;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody who knows the call says of an alert. */
public enum Verdict {
    /** It told of what really was so. */
    RIGHT,
    /** It was a false alarm. */
    WRONG;

    /** The word in commands and tables, such as {@code right}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict of that label, if there is one. */
    public static Optional<Verdict> ofLabel(String label) {
        return Stream.of(values())
                .filter(verdict -> verdict.label().equals(label))
                .findFirst();
    }
}
