package org.undertone.aribridge.calls;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.who.Picture;
import org.undertone.aribridge.who.Reading;
import org.undertone.aribridge.who.SeenChannel;
import org.undertone.core.event.CallEvent;

/**
 * Pauses the scoring of a leg while it is parked or left alone, while it holds, or while everybody else in its call does (RFC 3264 section
 * 8.4 for what a hold is on the wire), and while its profile is left out. On the thread of the calls.
 */
final class Pausing {

    private static final Logger LOG = LoggerFactory.getLogger(Pausing.class);

    private final Picture picture;
    private final Questions questions;
    private final LegEars ears;
    private final Consumer<CallEvent> events;
    private final Shedding shedding;
    private final InstantSource clock;

    Pausing(
            Picture picture,
            Questions questions,
            LegEars ears,
            Consumer<CallEvent> events,
            Shedding shedding,
            InstantSource clock) {
        this.picture = picture;
        this.questions = questions;
        this.ears = ears;
        this.events = events;
        this.shedding = shedding;
        this.clock = clock;
    }

    /** Pauses and resumes the legs of a call as it is now, and counts the holds of its customer. */
    void asNeeded(LiveCall call) {
        if (call.heldAnew()) {
            call.news().ifPresent(facts -> events.accept(new CallEvent.CallSeen(facts)));
        }
        for (Party party : call.parties()) {
            if (party.heard() && !party.putOff()) {
                become(party, reason(call, party));
            }
        }
    }

    /** Ends a party's pause, if there is one. */
    void end(Party party) {
        become(party, Optional.empty());
    }

    private Optional<String> reason(LiveCall call, Party party) {
        if (picture.parked(party.id().channelId())) {
            return Optional.of(Party.PARKED);
        }
        if (party.channel().alone() && call.endsWithAgent()) {
            return Optional.of(Party.NO_AGENT);
        }
        boolean others = call.parties().size() > 1;
        boolean othersHold = call.parties().stream().allMatch(other -> other == party || other.holds());
        return party.holds() || (others && othersHold) ? Optional.of(Party.HOLD) : shedding.pause(call);
    }

    private void become(Party party, Optional<String> reason) {
        if (party.paused().equals(reason)) {
            return;
        }
        if (party.paused().isPresent()) {
            ears.resume(party.id());
            events.accept(new CallEvent.Resumed(party.id(), clock.instant()));
        }
        reason.ifPresent(why -> begin(party, why));
        LOG.debug("call={} leg={} scoring {}", party.id().call(), party.id().channelId(), reason.orElse("on"));
        party.pause(reason);
    }

    private void begin(Party party, String reason) {
        ears.pause(party.id());
        events.accept(new CallEvent.Paused(party.id(), reason, clock.instant()));
    }

    /** A leg that is paused has a new tap. */
    void goesOn(Party party) {
        party.paused().ifPresent(reason -> begin(party, reason));
    }

    /**
     * The events of holds may have been missed. The PBX tells of an endpoint whether it is held, and then it is the others
     * who hold; but only if it has no other call, so that of others what was known stays.
     */
    void readHolds(LiveCall call) {
        if (call.profile().isPresent()) {
            call.parties().stream()
                    .map(Party::channel)
                    .filter(picture::onlyOfItsDevice)
                    .forEach(channel -> questions.read(channel.sighting(), answer -> {
                        if (answer instanceof Questions.Read read) {
                            othersHold(call, channel, read.reading().onHold());
                        }
                    }));
        }
        asNeeded(call);
    }

    private void othersHold(LiveCall call, SeenChannel held, boolean on) {
        List<SeenChannel> channels = call.parties().stream().map(Party::channel).toList();
        if (channels.contains(held)) {
            channels.stream().filter(other -> other != held).forEach(other -> other.hold(on));
            asNeeded(call);
        }
    }

    /** Of one that was found there: if its endpoint is on hold, and has no other call, the others have put it there. */
    void readHold(SeenChannel found, List<SeenChannel> people) {
        if (found.found() && found.reading().isPresent()) {
            found.find(false);
            boolean held = found.reading().filter(Reading::onHold).isPresent() && picture.onlyOfItsDevice(found);
            people.stream().filter(person -> person != found && held).forEach(person -> person.hold(true));
        }
    }
}
