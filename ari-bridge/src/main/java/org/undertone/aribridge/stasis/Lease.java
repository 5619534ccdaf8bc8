package org.undertone.aribridge.stasis;

import java.time.Duration;
import java.util.Map;

/**
 * How long a channel of ours stays on the PBX without us. The PBX itself hangs it up at the end of that time, unless it was
 * renewed: so nothing listens on for long after a program that was killed, or that lost the PBX for good.
 *
 * @param length from the last renewal to the end
 * @param renewal how often it is renewed; what is left of the length is how long the PBX may be out of reach
 */
public record Lease(Duration length, Duration renewal) {

    /** All is gone within two minutes. */
    public static final Lease USUAL = new Lease(Duration.ofSeconds(110), Duration.ofSeconds(45));

    /** The dialplan function that bears it; it belongs to {@code func_timeout.so}. */
    public static final String FUNCTION = "TIMEOUT(absolute)";

    /** The dialplan function that keeps a channel out of the CDRs; it belongs to {@code func_cdr.so}. */
    public static final String NO_CDR = "CDR_PROP(disable)";

    public Lease {
        if (renewal.isNegative() || renewal.isZero() || renewal.compareTo(length) >= 0) {
            throw new IllegalArgumentException("lease: renewal=" + renewal + " is not between 0 and length=" + length);
        }
    }

    /** What a new channel of ours is made with: a lease, and no CDR. */
    public Map<String, String> variables() {
        return Map.of(NO_CDR, "1", FUNCTION, seconds(length));
    }

    /** The same for a channel that cannot be made with variables: one function that sets both ({@code func_strings.so}). */
    String function() {
        return "ARRAY(" + NO_CDR + "," + FUNCTION + ")";
    }

    /** The values that {@link #function} sets. */
    String value() {
        return "1," + seconds(length);
    }

    /** A time as the function takes it. */
    public static String seconds(Duration time) {
        return String.valueOf(time.toMillis() / 1000.0);
    }
}
