package org.undertone.lab.tool;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Asterisk's decimal seconds, {@code 1795346034.712410}, as times. */
public final class Epoch {
    private Epoch() {}

    /** So many seconds after 1970 began, to the nanosecond. */
    public static Instant instant(String seconds) {
        return Instant.EPOCH.plus(duration(seconds));
    }

    /** To the nanosecond; an error for what is no number. */
    public static Duration duration(String seconds) {
        try {
            return Duration.ofNanos(
                    new BigDecimal(seconds).movePointRight(9).toBigInteger().longValueExact());
        } catch (NumberFormatException e) {
            throw new LabException("Asterisk gave '" + seconds + "' where decimal seconds belong", e);
        }
    }
}
