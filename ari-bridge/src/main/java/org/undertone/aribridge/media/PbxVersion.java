package org.undertone.aribridge.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an Asterisk's version that says what it can do.
 *
 * @param major such as 22
 * @param minor such as 10
 */
record PbxVersion(int major, int minor) {

    private static final Pattern NUMBERS = Pattern.compile("(?<![\\d.])(\\d{1,3})\\.(\\d{1,4})");

    /** Reads {@code 22.10.1} or {@code certified-22.8-cert1}; empty for a build without numbers. */
    public static Optional<PbxVersion> of(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.find()
                ? Optional.of(new PbxVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    /**
     * Whether a websocket for sound keeps an HTTP session: the first versions had a thread of the HTTP server read it
     * (asterisk#1683 ended that).
     */
    public boolean keepsSessions() {
        return switch (major) {
            case 20 -> minor < 18;
            case 22 -> minor < 8;
            case 23 -> minor < 2;
            default -> major < 22;
        };
    }
}
