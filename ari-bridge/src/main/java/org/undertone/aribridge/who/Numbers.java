package org.undertone.aribridge.who;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Telephone numbers, compared by their last digits: the same phone is {@code 0171 5550100} when it is called and
 * {@code +49 171 5550100} when it calls. What is shorter than six digits is an extension, and no number.
 */
public final class Numbers {

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{6,}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,}");
    /** A user may have parameters (RFC 4694) and a password; a number may stand without a host (RFC 3966). */
    private static final Pattern USER = Pattern.compile("(?i)\\b(?:sips?:([^@>;:]+)[^@>]*@|tel:([^@>;]+))");

    private static final int COMPARED = 7;

    /** What stands in place of a number that is withheld (RFC 3323, 4.1.1.3, and what carriers write). */
    private static final Set<String> WITHHELD =
            Set.of("anonymous", "restricted", "private", "unknown", "unavailable", "withheld");

    private Numbers() {}

    /** The user in the address of a far side, {@code sip:0171555@trunk}; empty if it has none. */
    public static String user(String uri) {
        Matcher matcher = USER.matcher(uri);
        if (!matcher.find()) {
            return "";
        }
        String user = Objects.requireNonNullElse(matcher.group(1), matcher.group(2));
        // The plus of a number may be written as an escape.
        return user.replaceFirst("(?i)^%2B", "+");
    }

    static boolean isWithheld(String user) {
        return WITHHELD.contains(user.toLowerCase(Locale.ROOT));
    }

    /** What two ways of writing a number have in common; empty if that is none. */
    static String key(String number) {
        String digits = number.replaceAll("[ ()./-]", "");
        if (!NUMBER.matcher(digits).matches()) {
            return "";
        }
        String significant = digits.replaceFirst("^\\+?0*", "");
        return significant.substring(Math.max(0, significant.length() - COMPARED));
    }

    /** The trunk by which an interface goes out, as endpoints have it; empty if it is none that can be told. */
    static Optional<String> trunk(String target) {
        int slash = target.indexOf('/');
        int at = target.lastIndexOf('@');
        return slash > 0 && at > slash && !target.startsWith("Local/")
                ? Optional.of(target.substring(0, slash + 1) + target.substring(at + 1))
                : Optional.empty();
    }

    /** The number in an interface that goes out by a trunk; empty if it is a phone's. */
    static String keyIn(String target) {
        int slash = target.indexOf('/');
        if (slash < 0) {
            return "";
        }
        String rest = target.substring(slash + 1);
        if (rest.indexOf('@') < 0 && rest.indexOf('/') < 0) {
            return "";
        }
        Matcher digits = DIGITS.matcher(rest);
        return digits.find() ? key(digits.group()) : "";
    }

    /** The interfaces that Dial calls with that data: {@code PJSIP/1&PJSIP/2,30,t}. */
    static List<String> dialled(String data) {
        int comma = data.indexOf(',');
        return new ArrayList<>(List.of((comma < 0 ? data : data.substring(0, comma)).split("&", -1)));
    }

    /** The options of Dial with that data, without what stands in parentheses: {@code tTg} in {@code PJSIP/1,30,tTgL(6000)}. */
    static String dialOptions(String data) {
        String[] parts = data.split(",", 4);
        return parts.length < 3 ? "" : parts[2].replaceAll("\\([^)]*\\)?", "");
    }
}
