package org.undertone.core;

import java.util.Locale;

/** How a supervisor takes part in a call. Asterisk says spy, whisper and barge. */
public enum SupervisionMode {
    /** Hears both parties and is heard by nobody. */
    LISTEN,
    /** Hears both parties and is heard by the agent alone. */
    COACH,
    /** Hears both parties and is heard by both. */
    BARGE;

    /** The word used in rules, settings and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
