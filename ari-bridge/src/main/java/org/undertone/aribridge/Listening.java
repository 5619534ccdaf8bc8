package org.undertone.aribridge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Begins to hear a party: at once, later again where its tap failed, or when there is room where there is too much load.
 * On the thread of the calls.
 */
final class Listening {

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final CallTracker.Ears ears;
    private final Pausing pausing;
    private final Shedding shedding;
    private final Consumer<CallEvent> events;
    private final InstantSource clock;

    Listening(
            CallTracker.Ears ears,
            Pausing pausing,
            Shedding shedding,
            Consumer<CallEvent> events,
            InstantSource clock) {
        this.ears = ears;
        this.pausing = pausing;
        this.shedding = shedding;
        this.events = events;
        this.clock = clock;
    }

    /** Opens the tap of a party that is to be heard and is not, or puts it off. */
    void begin(LiveCall call, Party party) {
        Optional<String> noRoom = shedding.opensTaps() ? ears.noRoom() : Optional.of(Shedding.NO_ROOM);
        if (noRoom.isPresent()) {
            putOff(party, noRoom.get());
        } else {
            party.tried();
            call.tapped(party.id(), true);
            ears.open(party.asLeg());
            pausing.goesOn(party);
        }
    }

    /** A party cannot be heard for the moment: tells why, once. */
    void putOff(Party party, String reason) {
        if (party.putOff(reason)) {
            events.accept(new CallEvent.NotTapped(party.id(), reason, clock.instant()));
        }
    }

    /** How long to wait before a party is tried again whose tap has gone. */
    Duration retryIn(Party party) {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(party.nextRetry(clock.instant()), 10));
        return delay.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : delay;
    }
}
