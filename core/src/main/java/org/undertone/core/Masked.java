package org.undertone.ledger.delivery;

import java.util.regex.Pattern;

/** What destinations say, without what must not be in logs. */
final class Masked {

    /** Phone numbers, also with blanks, dots or dashes between; and other long numbers, which nobody misses. */
    private static final Pattern NUMBERS = Pattern.compile("(?:\\+|%2B)?\\d(?:[ ./()-]{0,2}\\d){5,}");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LONGEST = 200;

    private Masked() {}

    /** In one line of 200 characters at most. */
    static String text(String said) {
        String line = BLANKS.matcher(NUMBERS.matcher(said).replaceAll("(number)"))
                .replaceAll(" ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
