package org.undertone.aribridge;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.Profile;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;

/** A call in progress, with the parties and taps that keep it so. Owned by the thread of the calls. */
final class LiveCall {

    private final CallId id;
    private final Instant startedAt;
    private final Map<String, Party> parties = new LinkedHashMap<>();
    private final Set<LegId> tapped = new HashSet<>();
    private Optional<Profile> profile = Optional.empty();
    private String whyNot = "";
    private String queue = "";
    private String did = "";
    private String agent = "";
    private boolean hadCustomer;

    LiveCall(CallId id, Instant startedAt) {
        this.id = id;
        this.startedAt = startedAt;
    }

    CallId id() {
        return id;
    }

    Optional<Profile> profile() {
        return profile;
    }

    /** Why it has no profile. */
    String whyNot() {
        return whyNot;
    }

    void belongsTo(Profile found, String throughQueue, String toNumber) {
        profile = Optional.of(found);
        queue = throughQueue;
        // In a call out the number dialled is the customer's own: it is not kept.
        did = found.direction() == Profile.Direction.OUTBOUND ? "" : toNumber;
    }

    void belongsToNone(String reason) {
        whyNot = reason;
    }

    /** A transfer may take it to another queue; whether it did. */
    boolean nowIn(String otherQueue) {
        boolean other = !queue.equals(otherQueue);
        queue = otherQueue;
        return other;
    }

    boolean customerCalls() {
        return !queue.isEmpty()
                || profile.filter(p -> p.direction() == Profile.Direction.INBOUND)
                        .isPresent();
    }

    /** Whether somebody in it is or was the customer. */
    boolean hadCustomer() {
        return hadCustomer;
    }

    Collection<Party> parties() {
        return parties.values();
    }

    void add(Party party) {
        parties.put(party.id().channelId(), party);
    }

    void remove(Party party) {
        parties.remove(party.id().channelId());
    }

    /** A party's role is known from now on. */
    void cast(Party party, Role role) {
        party.is(role);
        hadCustomer |= role == Role.CUSTOMER;
        if (role == Role.AGENT) {
            agent = PartyReader.device(party.channel());
        }
    }

    void tapped(LegId leg, boolean now) {
        if (now) {
            tapped.add(leg);
        } else {
            tapped.remove(leg);
        }
    }

    boolean isTapped(LegId leg) {
        return tapped.contains(leg);
    }

    boolean over() {
        return parties.isEmpty() && tapped.isEmpty();
    }

    CallFacts facts() {
        return new CallFacts(
                id,
                profile.map(Profile::name).orElse("none"),
                queue,
                did,
                agent,
                startedAt,
                parties.values().stream().map(Party::asLeg).toList());
    }

    /** The leg of a party that is there. */
    Optional<Leg> leg(LegId leg) {
        return Optional.ofNullable(parties.get(leg.channelId())).map(Party::asLeg);
    }
}
