package org.undertone.evaluation;

import java.util.Locale;

/** How much of the speech is heard at once. */
public enum Cut {
    /** A clip from its start to its end. */
    CLIPS("whole clips"),
    /** 3 s cut anywhere out of clips of one speaker and emotion in a row, with pauses: what a live call gives. */
    WINDOWS("windows of running speech");

    private final String title;

    Cut(String title) {
        this.title = title;
    }

    /** The word for it in JSON, such as {@code windows}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, for people. */
    public String title() {
        return title;
    }
}
