package org.undertone.cli.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes moments and lengths. */
final class Moments {

    private final DateTimeFormatter day;
    private final DateTimeFormatter time;

    /** Moments are written as clocks of that zone show them. */
    Moments(ZoneId zone) {
        this.day =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    /** Such as {@code 2026-11-22 13:00:00}. */
    String day(Instant at) {
        return day.format(at);
    }

    /** Such as {@code 13:00:00.123}. */
    String time(Instant at) {
        return time.format(at);
    }

    /** Such as {@code 0:42} or {@code 1:02:03}. */
    static String clock(Duration length) {
        return length.toHours() > 0
                ? String.format(
                        Locale.ROOT, "%d:%02d:%02d", length.toHours(), length.toMinutesPart(), length.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", length.toMinutes(), length.toSecondsPart());
    }

    /** Such as {@code 6.5 s}. */
    static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }
}
