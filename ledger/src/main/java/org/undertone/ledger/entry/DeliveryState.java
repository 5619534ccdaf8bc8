package org.undertone.ledger.entry;

import java.util.Locale;

/** How far a delivery has come. */
public enum DeliveryState {
    /** It is still to be sent, or sent again. */
    WAITING,
    /** The destination took it. */
    DELIVERED,
    /** It was refused for good or became too old: a dead letter, until somebody has it sent again. */
    DEAD;

    /** The word in the ledger and in JSON, such as {@code waiting}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that word; {@link IllegalArgumentException} for any other word. */
    public static DeliveryState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
