package org.undertone.mediatap.rtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UDP ports for taps, one a leg.
 *
 * @param first the lowest, 1024 or more
 * @param last the highest, 65535 or less
 */
public record PortRange(int first, int last) {

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,5})\\s*-\\s*(\\d{1,5})\\s*");

    public PortRange {
        if (first < 1024 || last > 65535 || first > last) {
            throw new IllegalArgumentException("tap ports: " + first + "-" + last
                    + " is not a range within 1024-65535; write it like 40000-40999");
        }
    }

    /**
     * Reads {@code 40000-40999}.
     *
     * @throws IllegalArgumentException for anything else, or a range outside 1024-65535
     */
    public static PortRange parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("tap ports: '" + text + "' is not a range; write it like 40000-40999");
        }
        return new PortRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** How many ports, and so how many legs at once. */
    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
