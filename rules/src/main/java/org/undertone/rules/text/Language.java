package org.undertone.rules.text;

import java.util.Locale;

/** The language that people are told in. */
public enum Language {
    /** English. */
    EN,
    /** Chinese (Mandarin, simplified). */
    ZH;

    /** The word in a rule file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
