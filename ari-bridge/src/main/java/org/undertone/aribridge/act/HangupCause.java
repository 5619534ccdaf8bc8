package org.undertone.aribridge.act;

import java.util.Locale;

/**
 * Why a channel hung up.
 *
 * @param code the cause (ITU-T Q.850), 0 if there is none
 * @param text Asterisk's words for it
 */
record HangupCause(int code, String text) {

    static final HangupCause UNKNOWN = new HangupCause(0, "");

    /** Why a phone that was rung did not answer. */
    String inWords() {
        return switch (code) {
            case 17 -> "is busy";
            // Asterisk 21 tells no cause where the time to ring is over.
            case 0, 18, 19 -> "did not answer";
            case 21 -> "refused the call";
            case 1, 3, 20, 27 -> "could not be reached";
            default -> text.toLowerCase(Locale.ROOT) + " (cause " + code + ")";
        };
    }
}
