package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.undertone.config.Profile;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;

/**
 * Which calls exist and who is who. A role is fixed when a party first enters a bridge and kept by channel id, since a
 * transfer changes what its channel says of itself. All methods run on one thread.
 */
final class CallTracker {

    /** Hears a leg, or no longer. */
    interface Ears {

        void open(Leg leg);

        void close(LegId leg, String reason);
    }

    private final PartyReader reader;
    private final List<Profile> profiles;
    private final Ears ears;
    private final Consumer<CallEvent> events;
    private final InstantSource clock;
    private final Map<CallId, LiveCall> calls = new HashMap<>();
    private final Map<String, LegId> parties = new HashMap<>();
    /** Called channels enter a bridge before the one that calls, which alone tells the queue and the number. */
    private final Map<CallId, List<Channel>> beforeTheirCaller = new LinkedHashMap<>();

    CallTracker(
            PartyReader reader, List<Profile> profiles, Ears ears, Consumer<CallEvent> events, InstantSource clock) {
        this.reader = reader;
        this.profiles = List.copyOf(profiles);
        this.ears = ears;
        this.events = events;
        this.clock = clock;
    }

    /** A call in progress, with the parties and taps that keep it so. */
    private static final class LiveCall {
        private final Optional<Profile> profile;
        private final Set<LegId> present = new HashSet<>();
        private final Set<LegId> tapped = new HashSet<>();
        private CallFacts facts;

        LiveCall(Optional<Profile> profile, CallFacts facts) {
            this.profile = profile;
            this.facts = facts;
        }
    }

    /** A channel has entered a bridge. */
    void entered(Channel channel) {
        if (!PartyReader.isParty(channel) || parties.containsKey(channel.getId())) {
            return;
        }
        Optional<CallId> found = reader.linkedId(channel.getId()).map(CallId::new);
        if (found.isEmpty()) {
            goneBeforeItWasRead(channel);
            return;
        }
        CallId call = found.get();
        parties.put(channel.getId(), new LegId(call, channel.getId()));
        if (!calls.containsKey(call)) {
            if (PartyReader.side(channel) != PartyReader.Side.CALLER) {
                beforeTheirCaller.computeIfAbsent(call, id -> new ArrayList<>()).add(channel);
                return;
            }
            calls.put(call, newCall(call, channel));
        }
        LiveCall live = calls.get(call);
        join(live, channel);
        List<Channel> waiting = beforeTheirCaller.remove(call);
        if (waiting != null) {
            waiting.forEach(called -> join(live, called));
        }
    }

    /** A channel that calls gives its own id to the call, so that even this call has its line in the ledger. */
    private void goneBeforeItWasRead(Channel channel) {
        if (PartyReader.side(channel) == PartyReader.Side.CALLER) {
            notTapped(
                    new LegId(new CallId(channel.getId()), channel.getId()),
                    "hung up so soon that nothing could be read of it");
        }
    }

    private LiveCall newCall(CallId call, Channel caller) {
        String queue = PartyReader.queue(caller);
        String did = reader.did(caller.getId());
        Optional<Profile> profile =
                profiles.stream().filter(p -> p.matches(queue, did)).findFirst();
        String name = profile.map(Profile::name).orElse("none");
        // In a call out the number dialled is the customer's own: it is not kept.
        boolean out = profile.isPresent() && profile.get().direction() == Profile.Direction.OUTBOUND;
        return new LiveCall(profile, new CallFacts(call, name, queue, out ? "" : did, "", clock.instant(), List.of()));
    }

    private void join(LiveCall live, Channel channel) {
        LegId id = new LegId(live.facts.call(), channel.getId());
        live.present.add(id);
        if (live.profile.isEmpty()) {
            notTapped(id, "no profile names its queue or number");
            return;
        }
        Profile profile = live.profile.get();
        Leg leg = new Leg(id, channel.getName(), role(profile, live.facts, channel));
        live.facts = grown(live.facts, leg, channel);
        events.accept(new CallEvent.CallSeen(live.facts));
        if (leg.role() == Role.UNKNOWN) {
            notTapped(id, "nothing tells whose leg it is (it runs '" + PartyReader.application(channel) + "')");
        } else if (!profile.legs().contains(leg.role())) {
            notTapped(
                    id,
                    "profile " + profile.name() + " does not hear the "
                            + leg.role().label());
        } else {
            live.tapped.add(id);
            ears.open(leg);
        }
    }

    private static Role role(Profile profile, CallFacts facts, Channel channel) {
        boolean customerCalls = !facts.queue().isEmpty() || profile.direction() == Profile.Direction.INBOUND;
        Role role =
                switch (PartyReader.side(channel)) {
                    case CALLER -> customerCalls ? Role.CUSTOMER : Role.AGENT;
                    case CALLED -> customerCalls ? Role.AGENT : Role.CUSTOMER;
                    case UNCLEAR -> Role.UNKNOWN;
                };
        // A second customer is none: the agent may have called a colleague in, and agents must not be heard.
        boolean second = role == Role.CUSTOMER && facts.legs().stream().anyMatch(leg -> leg.role() == Role.CUSTOMER);
        return second ? Role.UNKNOWN : role;
    }

    private static CallFacts grown(CallFacts facts, Leg leg, Channel channel) {
        List<Leg> legs = new ArrayList<>(facts.legs());
        legs.add(leg);
        String agent = leg.role() == Role.AGENT ? PartyReader.device(channel) : facts.agent();
        return new CallFacts(facts.call(), facts.profile(), facts.queue(), facts.did(), agent, facts.startedAt(), legs);
    }

    private void notTapped(LegId leg, String reason) {
        events.accept(new CallEvent.NotTapped(leg, reason, clock.instant()));
    }

    /** A channel has hung up. */
    void destroyed(String channelId) {
        LegId leg = parties.remove(channelId);
        if (leg == null) {
            return;
        }
        forgetWaiting(leg);
        LiveCall live = calls.get(leg.call());
        if (live != null) {
            live.present.remove(leg);
            ears.close(leg, "hung up");
            endIfOver(live);
        }
    }

    private void forgetWaiting(LegId leg) {
        List<Channel> waiting = beforeTheirCaller.get(leg.call());
        if (waiting != null && waiting.removeIf(channel -> channel.getId().equals(leg.channelId()))) {
            notTapped(leg, "nothing told whose call it was: no Dial and no Queue was seen");
            if (waiting.isEmpty()) {
                beforeTheirCaller.remove(leg.call());
            }
        }
    }

    /** A leg that was to be heard no longer is; its call may be over. */
    void tapGone(LegId leg) {
        LiveCall live = calls.get(leg.call());
        if (live != null) {
            live.tapped.remove(leg);
            endIfOver(live);
        }
    }

    private void endIfOver(LiveCall live) {
        if (live.present.isEmpty() && live.tapped.isEmpty()) {
            calls.remove(live.facts.call());
            if (live.profile.isPresent()) {
                events.accept(new CallEvent.CallEnded(live.facts.call(), clock.instant()));
            }
        }
    }

    /**
     * Compares with what the PBX has now, after a time without events.
     *
     * @param channels all channels there are
     * @param bridged the ids of those in a bridge
     */
    void compare(List<Channel> channels, Set<String> bridged) {
        Set<String> existing = new HashSet<>();
        channels.forEach(channel -> existing.add(channel.getId()));
        List.copyOf(parties.keySet()).stream()
                .filter(id -> !existing.contains(id))
                .forEach(this::destroyed);
        channels.stream().filter(channel -> bridged.contains(channel.getId())).forEach(this::entered);
    }
}
