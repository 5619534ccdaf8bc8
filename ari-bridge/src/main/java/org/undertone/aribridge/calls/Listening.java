package org.undertone.aribridge.calls;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.who.SeenChannel;
import org.undertone.config.Profile;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;

/**
 * Hears the parties that are to be heard, and tells why of all others: at once, later again where a tap failed, or when there
 * is room where there is too much load. On the thread of the calls.
 */
final class Listening {

    private static final String ONLY_AGENTS =
            "all who talk are known as agents, by the settings or by what they did before;"
                    + " name a customer's endpoint under customers";
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final LiveCalls calls;
    private final LegEars ears;
    private final Pausing pausing;
    private final Shedding shedding;
    private final Consumer<CallEvent> events;
    private final Later later;
    private final InstantSource clock;

    Listening(
            LiveCalls calls,
            LegEars ears,
            Pausing pausing,
            Shedding shedding,
            Consumer<CallEvent> events,
            Later later,
            InstantSource clock) {
        this.calls = calls;
        this.ears = ears;
        this.pausing = pausing;
        this.shedding = shedding;
        this.events = events;
        this.later = later;
        this.clock = clock;
    }

    /** Hears a party, or tells why not if that was not told yet. */
    void hearOrTell(LiveCall call, Party party) {
        if (party.heard()) {
            return;
        }
        Optional<String> reason = whyNot(call, party);
        if (reason.isEmpty()) {
            party.hear(true);
            listen(party.id());
        } else if (party.isNotHeard(reason.get())) {
            events.accept(new CallEvent.NotTapped(party.id(), reason.get(), clock.instant()));
        }
    }

    /** Those who talk are all known as agents, and it is none of the calls that they had: tells so once. */
    void tellAgents(List<SeenChannel> people) {
        for (SeenChannel person : people) {
            if (person.tellAsAgent()) {
                LegId leg = new LegId(new CallId(people.get(0).id()), person.id());
                String why = person.whyAgent().isEmpty() ? ONLY_AGENTS : person.whyAgent();
                events.accept(new CallEvent.NotTapped(leg, why, clock.instant()));
            }
        }
    }

    private static Optional<String> whyNot(LiveCall call, Party party) {
        if (call.profile().isEmpty()) {
            return Optional.of(call.whyNot());
        }
        Profile profile = call.profile().get();
        if (!party.channel().doubt().isEmpty()) {
            return Optional.of(party.channel().doubt());
        }
        if (party.role() == Role.UNKNOWN) {
            return Optional.of("nothing tells whose leg it is (it runs '"
                    + party.channel().evidence().application()
                    + "'); name its endpoint under agents or customers of profile " + profile.name());
        }
        if (profile.legs().contains(party.role())) {
            return Optional.empty();
        }
        String whyAgent = party.channel().whyAgent();
        return Optional.of(
                whyAgent.isEmpty()
                        ? "profile " + profile.name() + " does not hear the "
                                + party.role().label()
                        : whyAgent);
    }

    /** Opens the tap of a party that is to be heard and is not. */
    void listen(LegId leg) {
        calls.call(leg.call())
                .filter(call -> !call.isTapped(leg))
                .ifPresent(call -> call.party(leg).filter(Party::heard).ifPresent(party -> begin(call, party)));
    }

    /** Opens it, or puts it off and tells so once. */
    private void begin(LiveCall call, Party party) {
        Optional<String> noRoom = shedding.opensTaps() ? ears.noRoom() : Optional.of(Shedding.NO_ROOM);
        if (noRoom.isPresent()) {
            putOff(party, noRoom.get(), PutOffException.Waits.FOR_ROOM);
        } else {
            party.tried();
            call.tapped(party.id(), true);
            ears.open(party.asLeg());
            pausing.goesOn(party);
        }
    }

    /** A party cannot be heard for the moment: tells why, once. */
    void putOff(Party party, String reason, PutOffException.Waits waits) {
        if (party.putOff(reason, waits)) {
            events.accept(new CallEvent.NotTapped(party.id(), reason, clock.instant()));
        }
    }

    /** A leg that was to be heard no longer is: its call is over, or it is heard again a little later. */
    void tapGone(LegId leg) {
        calls.call(leg.call()).ifPresent(call -> {
            call.party(leg).filter(Party::heard).ifPresent(this::retryLater);
            calls.tapGone(call, leg);
        });
    }

    private void retryLater(Party party) {
        party.retryLater()
                .ifPresent(round -> later.run(
                        () -> {
                            if (party.retries(round)) {
                                listen(party.id());
                            }
                        },
                        retryIn(party)));
    }

    private Duration retryIn(Party party) {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(party.nextRetry(clock.instant()), 10));
        return delay.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : delay;
    }
}
