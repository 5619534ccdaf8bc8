package org.undertone.core;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why an assessment is worth less than it could be. */
public enum Doubt {
    /** Part of the window's sound never arrived. */
    SOUND_MISSING,
    /** Little of the window is speech. */
    LITTLE_SPEECH,
    /** The sound was too loud for its line and lost its peaks. */
    CLIPPING,
    /** Music plays, alone or behind the voice. */
    MUSIC,
    /** More than one person speaks. */
    SEVERAL_SPEAKERS;

    /** The word used in tables, pages and files, such as {@code several-speakers}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The doubt of that label, if there is one. */
    public static Optional<Doubt> ofLabel(String label) {
        return Stream.of(values()).filter(doubt -> doubt.label().equals(label)).findFirst();
    }
}
