package org.undertone.aribridge.calls;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.aribridge.who.ProfileChoice;
import org.undertone.config.Profile;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
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
    private Optional<Party> inDoubt = Optional.empty();
    private String customerGroup = "";
    private Map<String, String> variables = Map.of();
    private boolean factsAsked;
    private boolean customerHeld;
    private int holds;
    private Optional<CallFacts> told = Optional.empty();

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

    /** Whether its customer is not heard when the agent has left. */
    boolean endsWithAgent() {
        return profile.filter(p -> p.afterAgent() == Profile.AfterAgent.NOT_HEARD)
                .isPresent();
    }

    /** Why it has no profile. */
    String whyNot() {
        return whyNot;
    }

    /** Whether the dialplan says that it must not be heard. */
    boolean isOff() {
        return profile.isEmpty() && whyNot.equals(ProfileChoice.OFF);
    }

    /** It belongs to a profile, or to none. */
    void belongs(ProfileChoice.Choice choice) {
        profile = choice.profile();
        whyNot = choice.whyNot();
        queue = choice.queue();
        // In a call out the number dialled is the customer's own: it is not kept.
        boolean out =
                profile.filter(p -> p.direction() == Profile.Direction.OUTBOUND).isPresent();
        did = out ? "" : choice.did();
        Map<String, String> notRead = new LinkedHashMap<>();
        profile.ifPresent(found -> found.variables().forEach(name -> notRead.put(name, "")));
        variables = notRead;
    }

    /** Why it belongs to its profile, or to none, by what is known now. */
    ProfileChoice.Choice choice() {
        return new ProfileChoice.Choice(profile, whyNot, queue, did);
    }

    /** Whether what its channels tell was asked for. */
    boolean factsAsked() {
        return factsAsked;
    }

    void askFacts(boolean asked) {
        factsAsked = asked;
    }

    /** What its channels tell; whether that is more than was known. */
    boolean tells(String group, Map<String, String> values) {
        boolean more = !customerGroup.equals(group) || !variables.equals(values);
        customerGroup = group;
        variables = values;
        return more;
    }

    /** Sees whether the customer is on hold, by all others; whether that has just begun, so that it is one hold more. */
    boolean heldAnew() {
        boolean before = customerHeld;
        customerHeld = parties.size() > 1
                && hasCustomer()
                && parties.values().stream().allMatch(party -> party.role() == Role.CUSTOMER || party.holds());
        boolean anew = customerHeld && !before;
        holds += anew ? 1 : 0;
        return anew;
    }

    /** A transfer may take it to another queue; whether it did. */
    boolean nowIn(String otherQueue) {
        boolean other = !queue.equals(otherQueue);
        queue = otherQueue;
        return other;
    }

    /** Whether somebody in it is or was the customer. */
    boolean hadCustomer() {
        return hadCustomer;
    }

    /** Who was taken for its customer may be none: it is nobody else's for as long as they are there. */
    void isInDoubt(Party customer) {
        inDoubt = Optional.of(customer);
    }

    /** Whether that one was taken for its customer, and is there and in doubt. */
    boolean hasInDoubt(Party customer) {
        return inDoubt.filter(customer::equals).isPresent();
    }

    /** Whether the customer is there. */
    boolean hasCustomer() {
        return parties.values().stream().anyMatch(party -> party.role() == Role.CUSTOMER);
    }

    /**
     * Whether nobody is left whose call it could be: its customer has gone, or it never had one and nobody is there of whom
     * it is not known that they are an agent, or those who were in no profile's call have parted.
     */
    boolean isAbandoned() {
        if (hadCustomer) {
            return !hasCustomer()
                    && parties.values().stream().noneMatch(party -> hasInDoubt(party) && party.role() == Role.UNKNOWN);
        }
        boolean alone = parties.size() < 2;
        return profile.isEmpty()
                ? alone
                : alone && parties.values().stream().noneMatch(party -> party.role() == Role.UNKNOWN);
    }

    Collection<Party> parties() {
        return parties.values();
    }

    /** The party of that leg, if it is there. */
    Optional<Party> party(LegId leg) {
        return Optional.ofNullable(parties.get(leg.channelId()))
                .filter(party -> party.id().equals(leg));
    }

    void add(Party party) {
        parties.put(party.id().channelId(), party);
    }

    void remove(Party party) {
        parties.remove(party.id().channelId());
    }

    /** What is known of a party's role. */
    void cast(Party party) {
        if (party.role() == Role.CUSTOMER) {
            hadCustomer = true;
            inDoubt = Optional.empty();
        }
        if (party.role() == Role.AGENT) {
            agent = party.channel().sighting().device();
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
                parties.values().stream().map(Party::asLeg).toList(),
                customerGroup,
                holds,
                variables);
    }

    /** Its facts, if they are others than were told last; they are told then. */
    Optional<CallFacts> news() {
        if (profile.isEmpty() || parties.isEmpty() || told.equals(Optional.of(facts()))) {
            return Optional.empty();
        }
        told = Optional.of(facts());
        return told;
    }
}
