package org.undertone.evaluation.alarms;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.undertone.evaluation.ActedCall;

/**
 * When tickets were opened in an acted call.
 *
 * @param speaker who speaks
 * @param course how the call goes
 * @param angryFrom where anger begins
 * @param tickets the audio times at which rules opened one, in order
 */
public record HeardActedCall(String speaker, ActedCall.Course course, Duration angryFrom, List<Duration> tickets) {

    public HeardActedCall {
        tickets = List.copyOf(tickets);
    }

    /** Whether there is a ticket for somebody who was still calm. */
    public boolean tooEarly() {
        return tickets.stream().anyMatch(at -> at.compareTo(angryFrom) < 0);
    }

    /** How long after anger began the first ticket came that may be for it; empty if none did. */
    public Optional<Duration> delay() {
        return tickets.stream()
                .map(at -> at.minus(angryFrom))
                .filter(delay -> !delay.isNegative())
                .findFirst();
    }

    /** Whether it came by then. */
    public boolean within(Duration most) {
        return delay().filter(delay -> delay.compareTo(most) <= 0).isPresent();
    }
}
