package org.undertone.aribridge.calls;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.undertone.aribridge.who.Picture;
import org.undertone.aribridge.who.SeenChannel;
import org.undertone.aribridge.who.Sighting;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;

/**
 * The calls in progress, and who joins and leaves them. A call is its customer's: whoever meets the customer joins it,
 * whatever call they came from, and it ends when the customer has gone. Owned by the thread of the calls.
 */
final class LiveCalls {

    private final Map<CallId, LiveCall> calls = new HashMap<>();
    private final CallIds ids = new CallIds();
    private final Queue<SeenChannel> leftBehind = new ArrayDeque<>();
    private final Picture picture;
    private final LegEars ears;
    private final Pausing pausing;
    private final Consumer<CallEvent> events;
    private final InstantSource clock;

    LiveCalls(Picture picture, LegEars ears, Pausing pausing, Consumer<CallEvent> events, InstantSource clock) {
        this.picture = picture;
        this.ears = ears;
        this.pausing = pausing;
        this.events = events;
        this.clock = clock;
    }

    List<LiveCall> all() {
        return List.copyOf(calls.values());
    }

    List<Party> parties() {
        return calls.values().stream().flatMap(call -> call.parties().stream()).toList();
    }

    Optional<LiveCall> call(CallId id) {
        return Optional.ofNullable(calls.get(id));
    }

    /** The call that a channel has a part in. */
    Optional<LiveCall> of(SeenChannel person) {
        return person.leg().flatMap(leg -> call(leg.call()));
    }

    /** The part that a channel has in a call. */
    Optional<Party> party(SeenChannel person) {
        return person.leg().flatMap(this::party);
    }

    /** The party of that leg, if it is there. */
    Optional<Party> party(LegId leg) {
        return call(leg.call()).flatMap(call -> call.party(leg));
    }

    /** The calls that some of them have a part in. */
    List<LiveCall> of(List<SeenChannel> people) {
        return people.stream().flatMap(person -> of(person).stream()).distinct().toList();
    }

    /** The call of the customer among them. */
    Optional<LiveCall> customers(List<SeenChannel> people) {
        return people.stream()
                .filter(person -> person.role() == Role.CUSTOMER)
                .flatMap(person -> of(person).stream())
                .findFirst();
    }

    /**
     * The call that some of them are in; but not if its customer has gone on to where nobody waits for them, or is elsewhere and
     * somebody new calls.
     */
    Optional<LiveCall> theirs(List<SeenChannel> people) {
        boolean somebodyCalls = people.stream()
                .filter(person -> person.leg().isEmpty() && person.role() == Role.UNKNOWN)
                .anyMatch(person -> person.evidence().side() == Sighting.Side.CALLER || isDialledNext(person, people));
        return of(people).stream()
                .filter(call -> !call.hasCustomer() || (!somebodyCalls && customerWaits(call)))
                .filter(call -> !somebodyCalls || !isElsewhere(call, people))
                .min(Comparator.comparing((LiveCall call) -> call.profile().isEmpty())
                        .thenComparing(LiveCall::hasCustomer));
    }

    /** Whether an agent whom a dialer keeps has gone on to somebody else. */
    private static boolean isDialledNext(SeenChannel person, List<SeenChannel> people) {
        return people.stream()
                .filter(agent -> agent.role() != Role.CUSTOMER && agent.leg().isPresent())
                .anyMatch(agent -> person.evidence().isDialledBy(agent));
    }

    /** Whether it goes on elsewhere, or somebody may be its customer who is not there. */
    private boolean isElsewhere(LiveCall call, List<SeenChannel> people) {
        return call.parties().stream()
                .map(Party::channel)
                .filter(channel -> !people.contains(channel))
                .anyMatch(channel -> !channel.doubt().isEmpty()
                        || picture.bridgeOf(channel.id()).isPresent());
    }

    private boolean customerWaits(LiveCall call) {
        return call.parties().stream()
                .anyMatch(party -> party.role() == Role.CUSTOMER
                        && picture.bridgeOf(party.id().channelId()).isPresent());
    }

    /**
     * The call that goes on as the customer's own, also if another's tells whose it is; whose customer is in doubt is no other
     * customer's.
     */
    LiveCall goesOn(List<SeenChannel> callersFirst, Optional<LiveCall> known) {
        boolean another = callersFirst.stream()
                .anyMatch(
                        person -> person.role() == Role.CUSTOMER && person.leg().isEmpty());
        return customers(callersFirst)
                .or(() -> known.filter(call -> !another || !call.hadCustomer()))
                .orElseGet(() -> begin(callersFirst));
    }

    /**
     * A new call.
     *
     * @param callersFirst who talks in it, those first who call
     */
    private LiveCall begin(List<SeenChannel> callersFirst) {
        CallId id = ids.of(callersFirst);
        return calls.computeIfAbsent(id, unused -> new LiveCall(id, clock.instant()));
    }

    /** Everybody joins the customer's call, whatever call they came from; other customers stay in theirs. */
    void gather(List<SeenChannel> people, LiveCall host) {
        for (SeenChannel person : people) {
            boolean customer = (person.role() == Role.CUSTOMER && person.leg().isPresent()) || isInDoubtInOwn(person);
            if (!customer && of(person).filter(host::equals).isEmpty()) {
                party(person).ifPresent(party -> leave(party, "joined another call"));
                join(host, person);
            }
        }
    }

    /** Who turns out to be a customer has a call of their own, and no part any more in that of another. */
    void leaveAnothers(SeenChannel person) {
        if (person.role() == Role.CUSTOMER
                && !isInDoubtInOwn(person)
                && of(person).filter(LiveCall::hadCustomer).isPresent()) {
            party(person).ifPresent(party -> leave(party, "has a call of their own"));
        }
    }

    /** Whether somebody was a customer before they were in doubt, and is still in the call that was theirs. */
    boolean isInDoubtInOwn(SeenChannel person) {
        return person.role() != Role.AGENT
                && of(person)
                        .filter(call -> party(person).filter(call::hasInDoubt).isPresent())
                        .isPresent();
    }

    void join(LiveCall call, SeenChannel person) {
        Party party = new Party(new LegId(call.id(), person.id()), person);
        person.takesPart(Optional.of(party.id()));
        call.add(party);
        call.cast(party);
    }

    /** A party has no part in its call any more; the call ends with the last whose call it could be. */
    void leave(Party party, String reason) {
        LiveCall call = calls.get(party.id().call());
        if (call == null || !call.parties().contains(party)) {
            return;
        }
        pausing.end(party);
        call.remove(party);
        party.channel().takesPart(Optional.empty());
        if (party.role() == Role.AGENT) {
            party.channel().callIsOver();
        }
        ears.close(party.id(), reason);
        if (call.isAbandoned()) {
            for (Party rest : List.copyOf(call.parties())) {
                leave(rest, "its call is over");
                rest.channel().callIsOver();
                leftBehind.add(rest.channel());
            }
        } else {
            tell(call);
            pausing.asNeeded(call);
        }
        endIfOver(call);
    }

    /**
     * Who was taken for a customer is an agent, or may be. What is in doubt is heard no longer, but the call is theirs again if the
     * doubt ends.
     */
    void isNoLongerCustomers(Party party) {
        String reason = "may be an agent's";
        if (party.role() == Role.UNKNOWN) {
            pausing.end(party);
            party.hear(false);
            of(party.channel()).ifPresent(call -> call.isInDoubt(party));
            ears.close(party.id(), reason);
        } else {
            leave(party, reason);
        }
    }

    /** In a bridge where nobody hears the others: an agent who stays logged in has no part in any call until the next customer comes. */
    void waits(SeenChannel channel) {
        if (channel.sighting().waitsForCustomers()) {
            party(channel).ifPresent(party -> leave(party, "waits for the next customer"));
            channel.waitsForTheNext();
        }
    }

    /** Somebody is in no call any more, and may be in the middle of another. */
    void leaveBehind(SeenChannel channel) {
        if (!leftBehind.contains(channel)) {
            leftBehind.add(channel);
        }
    }

    /** Somebody who stayed when their call ended, and may be in the middle of another; each is handed out once. */
    Optional<SeenChannel> leftBehind() {
        return Optional.ofNullable(leftBehind.poll());
    }

    /** A leg is not tapped any more. */
    void tapGone(LiveCall call, LegId leg) {
        call.tapped(leg, false);
        endIfOver(call);
    }

    private void endIfOver(LiveCall call) {
        if (call.over() && calls.remove(call.id(), call) && call.profile().isPresent()) {
            events.accept(new CallEvent.CallEnded(call.id(), clock.instant()));
        }
    }

    /** Tells what is new of a call, unless it is over. */
    void tell(LiveCall call) {
        if (calls.get(call.id()) == call) {
            call.news().ifPresent(facts -> {
                ids.use(call.id());
                events.accept(new CallEvent.CallSeen(facts));
            });
        }
    }

    boolean isEmpty() {
        return calls.isEmpty() && leftBehind.isEmpty();
    }
}
