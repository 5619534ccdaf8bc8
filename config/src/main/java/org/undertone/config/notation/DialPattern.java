package org.undertone.config.notation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers as Asterisk's dialplan writes them (docs.asterisk.org, Configuration, Dialplan, Pattern Matching; {@code
 * _extension_match_core} in its {@code main/pbx.c}). With a leading underscore it is a pattern, in which
 *
 * <ul>
 *   <li>{@code X}, {@code Z} and {@code N}, of either case, stand for a digit of 0-9, 1-9 and 2-9,
 *   <li>{@code [1-5a]} for one of these characters,
 *   <li>{@code .} at the end for one or more of any characters, {@code !} at the end for none or more,
 *   <li>every other character for itself, of the same case.
 * </ul>
 *
 * <p>Dashes outside of brackets are for the eye, in patterns, in plain numbers and in the number dialled.
 */
public final class DialPattern {

    private static final Pattern PLAIN = Pattern.compile("[^\\s\\[\\]!]+");
    private static final Pattern WILDCARDS = Pattern.compile("[^.!]*[.!]?");
    private static final Pattern SET = Pattern.compile("\\[([^\\[\\]]*)]?");
    private static final Pattern IN_SET = Pattern.compile("(?:[^-\\s](?:-[^-\\s])?)+");
    private static final Pattern ELEMENT = Pattern.compile("\\[[^\\]]*]|.");
    private static final Pattern UNUSABLE = Pattern.compile("[\\s/\\\\,\\]]");

    private DialPattern() {}

    /** Whether the number dialled is meant. What {@link #problem} complains of means none. */
    public static boolean matches(String written, String dialled) {
        String number = dialled.replace("-", "");
        if (!written.startsWith("_")) {
            return written.replace("-", "").equals(number);
        }
        int at = 0;
        int i = 1;
        while (i < written.length()) {
            char c = written.charAt(i);
            int end = c == '[' ? written.indexOf(']', i) : i;
            if (end < 0) {
                return false;
            }
            if (c == '!') {
                return true;
            }
            if (c != '-') {
                if (at == number.length()) {
                    return false;
                }
                if (c == '.') {
                    return true;
                }
                if (!stands(written.substring(i, end + 1), number.charAt(at))) {
                    return false;
                }
                at++;
            }
            i = end + 1;
        }
        return at == number.length();
    }

    /** Whether one element of a pattern stands for the character. */
    private static boolean stands(String element, char c) {
        return switch (element.charAt(0)) {
            case 'X', 'x' -> c >= '0' && c <= '9';
            case 'Z', 'z' -> c >= '1' && c <= '9';
            case 'N', 'n' -> c >= '2' && c <= '9';
            case '[' -> inSet(element.substring(1, element.length() - 1), c);
            default -> element.charAt(0) == c;
        };
    }

    /** One of the numbers that are meant. */
    public static String example(String written) {
        if (!written.startsWith("_")) {
            return written.replace("-", "");
        }
        StringBuilder number = new StringBuilder();
        var elements = ELEMENT.matcher(written.substring(1));
        while (elements.find()) {
            number.append(
                    switch (elements.group().charAt(0)) {
                        case '-', '!' -> "";
                        case 'X', 'x', '.' -> "0";
                        case 'Z', 'z' -> "1";
                        case 'N', 'n' -> "2";
                        case '[' -> elements.group().substring(1, 2);
                        default -> elements.group();
                    });
        }
        return number.toString();
    }

    private static boolean inSet(String set, char c) {
        for (int i = 0; i < set.length(); i++) {
            boolean range = i + 2 < set.length() && set.charAt(i + 1) == '-';
            char last = set.charAt(range ? i + 2 : i);
            if (c >= set.charAt(i) && c <= last) {
                return true;
            }
            i = range ? i + 2 : i;
        }
        return false;
    }

    /** What is wrong with a number or pattern of a settings file, and what is allowed. */
    public static Optional<String> problem(String written) {
        if (!written.startsWith("_")) {
            return PLAIN.matcher(written).matches()
                    ? Optional.empty()
                    : Optional.of("is no number; a pattern begins with an underscore, such as _49301234XX");
        }
        String pattern = written.substring(1);
        var sets = SET.matcher(pattern);
        while (sets.find()) {
            if (!sets.group().endsWith("]")) {
                return Optional.of("has a '[' without its ']'");
            }
            if (!isSet(sets.group(1))) {
                return Optional.of("has " + sets.group() + ", which is no set such as [1-5a]");
            }
        }
        String rest = SET.matcher(pattern).replaceAll("X");
        if (rest.replace("-", "").isEmpty() || UNUSABLE.matcher(rest).find()) {
            return Optional.of("is no pattern such as _49301234XX: X is a digit, Z one of 1-9, N one of 2-9,"
                    + " [1-5a] one of these, '.' at the end one or more characters, '!' at the end none or more,"
                    + " anything else itself");
        }
        return WILDCARDS.matcher(rest).matches()
                ? Optional.empty()
                : Optional.of("goes on after '.' or '!', which may only stand at the end");
    }

    private static boolean isSet(String set) {
        if (!IN_SET.matcher(set).matches()) {
            return false;
        }
        for (int dash = set.indexOf('-'); dash > 0; dash = set.indexOf('-', dash + 1)) {
            if (set.charAt(dash - 1) > set.charAt(dash + 1)) {
                return false;
            }
        }
        return true;
    }
}
