package org.undertone.core;

import java.util.Locale;

/** Why a window was not judged. */
public enum NotScoredReason {
    /** A newer window of the same leg took its place before a worker was free. */
    OVERLOAD,
    /** No worker was free before its answer would have come too late to help anybody. */
    TOO_LATE,
    /** The model failed on it; the log tells how. */
    ENGINE_FAILED,
    /** More of its sound was missing than the settings allow. */
    SOUND_MISSING;

    /** The word used in tables and metrics, such as {@code engine-failed}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
