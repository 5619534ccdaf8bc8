package org.undertone.aribridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Telephone numbers, compared by their last digits: the same phone is {@code 0171 5550100} when it is called and
 * {@code +49 171 5550100} when it calls. What is shorter than six digits is an extension, and no number.
 */
final class Numbers {

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{6,}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,}");
    private static final int COMPARED = 7;

    private Numbers() {}

    /** What two ways of writing a number have in common; empty if that is none. */
    static String key(String number) {
        String digits = number.replaceAll("[ ()./-]", "");
        if (!NUMBER.matcher(digits).matches()) {
            return "";
        }
        String significant = digits.replaceFirst("^\\+?0*", "");
        return significant.substring(Math.max(0, significant.length() - COMPARED));
    }

    /** Whether an interface as queues and Dial have it goes out by a device: {@code PJSIP/0171555@trunk} by {@code PJSIP/trunk}. */
    static boolean goesBy(String target, String device) {
        int slash = device.indexOf('/');
        String technology = device.substring(0, slash + 1);
        String resource = device.substring(slash + 1);
        return slash > 0
                && target.startsWith(technology)
                && Arrays.asList(target.substring(slash + 1).split("[/@]", -1)).contains(resource);
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
}
