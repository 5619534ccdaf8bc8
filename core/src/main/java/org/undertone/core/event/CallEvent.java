package org.undertone.core.event;

import java.time.Duration;
import java.time.Instant;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;

/** What happens to calls, taps and the connection, told in order by one thread. */
public sealed interface CallEvent {

    /**
     * A call belongs to a profile; its facts are told again whenever they change.
     *
     * @param facts what is known now
     */
    record CallSeen(CallFacts facts) implements CallEvent {}

    /**
     * A call was going on already when it was seen first.
     *
     * @param call which call; told of before
     * @param startedAt when it was seen first
     */
    record AlreadyGoing(CallId call, Instant startedAt) implements CallEvent {}

    /**
     * A call is over.
     *
     * @param call which call
     * @param at when its customer, or else its last party, left
     */
    record CallEnded(CallId call, Instant at) implements CallEvent {}

    /**
     * A leg is heard from now on.
     *
     * @param leg whose leg
     * @param setUp from the first request to the first packet of sound
     * @param at when the first packet arrived
     */
    record TapOpened(Leg leg, Duration setUp, Instant at) implements CallEvent {}

    /**
     * A leg brought digital silence, and was given a new snoop.
     *
     * @param leg whose leg
     * @param outcome what came of it: {@code hears-again}, {@code stays-deaf}, or {@code silent-itself} where the party
     *     sends silence
     * @param at when that was known
     */
    record TapRenewed(LegId leg, String outcome, Instant at) implements CallEvent {}

    /**
     * A leg is no longer heard.
     *
     * @param leg whose leg
     * @param reason why
     * @param at when
     * @param stats what arrived until then
     */
    record TapClosed(LegId leg, String reason, Instant at, StreamStats stats) implements CallEvent {}

    /**
     * A leg is not heard.
     *
     * @param leg whose leg
     * @param reason why not
     * @param at when that was decided
     */
    record NotTapped(LegId leg, String reason, Instant at) implements CallEvent {}

    /**
     * A leg is still tapped, but its sound is not scored from now on.
     *
     * @param leg whose leg
     * @param reason why: {@code hold}, {@code parked}, {@code no-agent} or {@code overload}
     * @param at since when
     */
    record Paused(LegId leg, String reason, Instant at) implements CallEvent {}

    /**
     * A leg that was paused is scored again.
     *
     * @param leg whose leg
     * @param at since when
     */
    record Resumed(LegId leg, Instant at) implements CallEvent {}

    /**
     * The PBX was taken stock of, and its events arrive from now on.
     *
     * @param at since when
     */
    record Connected(Instant at) implements CallEvent {}

    /**
     * The connection to the PBX is lost; calls go on, and those that are tapped are heard on.
     *
     * @param at since when
     */
    record Lost(Instant at) implements CallEvent {}

    /**
     * Another daemon has taken over the application name: this one must end.
     *
     * @param app the name
     */
    record Replaced(String app) implements CallEvent {}
}
