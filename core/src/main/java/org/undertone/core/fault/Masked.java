package org.undertone.core.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts without what must not be in logs. */
public final class Masked {

    private static final String MASK = "(number)";

    /** Phone numbers, also with blanks, dots or dashes between; and other long numbers, which nobody misses. */
    private static final Pattern NUMBERS = Pattern.compile("(?:\\+|%2B)?\\d(?:[ ./()-]{0,2}\\d){5,}");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LONGEST = 200;

    /**
     * The name of a channel or an endpoint, such as {@code DAHDI/i1/01701234567-1a} or {@code Local/01701234567@out-0000001b;1}:
     * a technology and a slash, up to what cannot be in a name. Not a part of a path.
     */
    private static final Pattern NAMES = Pattern.compile("(?<![\\w/.-])[A-Za-z][\\w:-]*/[^\\s,'\"<>(){}]+");

    /** Not those by which Asterisk tells one channel of an endpoint from the next: eight hexadecimal ones after a dash. */
    private static final Pattern IN_A_NAME =
            Pattern.compile("(?<!\\d)(?!(?<=-)[0-9a-f]{8}(?:$|[;:.]))(?:\\+|%2B)?\\d{6,}+(?!\\.\\d)");

    /** Not what tells a moment or a call, such as {@code 1795355561.5}, or is part of a name. */
    private static final Pattern ALONE = Pattern.compile("(?<![\\w./-])\\+?\\d{7,}+(?![.\\w-]*\\d)");

    private Masked() {}

    /** What another program said, which may be anything: in one line of 200 characters at most. */
    public static String text(String said) {
        String line = BLANKS.matcher(NUMBERS.matcher(said).replaceAll(MASK))
                .replaceAll(" ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /**
     * A line of our own log: without the phone numbers in names of channels and endpoints, and those that stand alone. The ids
     * of calls, durations, ports and the like stay.
     */
    public static String logged(String line) {
        String names = NAMES.matcher(line)
                .replaceAll(name ->
                        Matcher.quoteReplacement(IN_A_NAME.matcher(name.group()).replaceAll(MASK)));
        return ALONE.matcher(names).replaceAll(MASK);
    }
}
