package org.undertone.rules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Hours of a week.
 *
 * @param days on which they begin
 * @param from the first moment
 * @param to the first moment after them; if not later than {@code from}, on the next day
 * @param zone whose clocks tell
 */
record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    Hours {
        days = Set.copyOf(days);
    }

    boolean include(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        LocalTime time = there.toLocalTime();
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        if (from.isBefore(to)) {
            return days.contains(there.getDayOfWeek()) && begun && !over;
        }
        return (days.contains(there.getDayOfWeek()) && begun)
                || (days.contains(there.getDayOfWeek().minus(1)) && !over);
    }

    /** In one way, whatever the order in which the days were written. */
    @Override
    public String toString() {
        return days.stream().sorted().toList() + " " + from + "-" + to + " " + zone;
    }
}
