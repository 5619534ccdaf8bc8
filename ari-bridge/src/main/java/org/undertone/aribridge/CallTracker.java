package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Bridge;
import ch.loway.oss.ari4java.generated.models.Channel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;

/**
 * Which calls exist and who is who. Parties are judged when they meet in a bridge, and a role once known is kept by channel
 * id, since a transfer changes what a channel says of itself. A leg that is heard stays in its call; whoever else meets a
 * customer joins that customer's call, whatever call it came from. All methods run on one thread.
 */
final class CallTracker {

    /** Hears a leg, or no longer, or not for the moment. */
    interface Ears {

        void open(Leg leg);

        void close(LegId leg, String reason);

        void pause(LegId leg);

        void resume(LegId leg);

        /** Why no leg more can be heard at the moment, as far as is known. */
        Optional<String> noRoom();
    }

    /** Does something on the same thread some time later. */
    interface Later {

        void run(Runnable task, Duration delay);
    }

    private static final String NOBODY_TOLD = "nothing told whose call it was: no Dial and no Queue was seen";

    private final PartyReader reader;
    private final ProfileChoice choice;
    private final Ears ears;
    private final Consumer<CallEvent> events;
    private final InstantSource clock;
    private final Later later;
    private final Map<CallId, LiveCall> calls = new HashMap<>();
    private final Map<String, Party> parties = new HashMap<>();
    private final Newcomers newcomers = new Newcomers();
    private final Pausing pausing;
    private final Listening listening;
    private final ChannelFacts channelFacts;
    private final LocalPairs locals = new LocalPairs();

    CallTracker(
            PartyReader reader,
            ProfileChoice choice,
            Ears ears,
            Consumer<CallEvent> events,
            Later later,
            Shedding shedding,
            ChannelFacts channelFacts,
            InstantSource clock) {
        this.reader = reader;
        this.choice = choice;
        this.ears = ears;
        this.events = events;
        this.pausing = new Pausing(reader, ears, events, shedding, clock);
        this.listening = new Listening(ears, pausing, shedding, events, clock);
        this.channelFacts = channelFacts;
        this.later = later;
        this.clock = clock;
    }

    /** A channel has entered a bridge; {@code bridge} is as it was then. */
    void entered(Channel channel, Bridge bridge) {
        List<String> members = new ArrayList<>(bridge.getChannels());
        if (!members.contains(channel.getId())) {
            members.add(channel.getId());
        }
        boolean holding = holds(bridge);
        note(channel, holding);
        if (!holding) {
            meet(locals.joined(channel, members));
        }
        Optional.ofNullable(parties.get(channel.getId())).map(this::callOf).ifPresent(pausing::asNeeded);
    }

    /** Whether those in a bridge wait, each alone: strangers are parked in one bridge and do not hear each other. */
    private static boolean holds(Bridge bridge) {
        return "holding".equals(bridge.getBridge_type());
    }

    private void note(Channel channel, boolean inHolding) {
        if (!PartyReader.isParty(channel)) {
            return;
        }
        Party known = parties.get(channel.getId());
        if (known == null) {
            newcomers.add(channel);
        } else {
            known.seen(channel);
            known.park(inHolding);
        }
    }

    /** Those in one bridge talk with each other: who is new is judged by the others, and by who dialled. */
    private void meet(List<String> members) {
        if (members.size() < 2) {
            return;
        }
        List<Channel> fresh = newcomers.among(members);
        List<String> knownBefore =
                known(members).stream().map(party -> party.id().channelId()).toList();
        customersCall(members).ifPresent(host -> known(members).stream()
                .filter(party -> !party.heard() && callOf(party) != host)
                .forEach(party -> move(party, host, members)));
        for (Channel channel : fresh) {
            // One that cannot be read stays a newcomer until stock is taken again.
            Optional<LiveCall> call = customersCall(members).or(() -> byLinkedId(channel));
            newcomers.remove(channel);
            call.ifPresent(joined -> join(joined, channel, members));
        }
        known(knownBefore).stream()
                .filter(party -> callOf(party).profile().isEmpty())
                .forEach(party -> reconsider(callOf(party), party.channel(), members));
        known(knownBefore).forEach(this::maybeInAnotherQueue);
        known(members).stream().map(this::callOf).distinct().forEach(call -> channelFacts.readOnce(call, this::grown));
    }

    /** What was read of a call's channels is there; the call may be over meanwhile. */
    private void grown(LiveCall call) {
        if (calls.get(call.id()) == call) {
            changed(call);
        }
    }

    private void maybeInAnotherQueue(Party party) {
        if (party.role() == Role.CUSTOMER
                && PartyReader.application(party.channel()).equals("Queue")) {
            LiveCall call = callOf(party);
            if (call.nowIn(reader.queue(party.channel()))) {
                changed(call);
            }
        }
    }

    private List<Party> known(List<String> members) {
        return members.stream().map(parties::get).filter(Objects::nonNull).toList();
    }

    private Optional<LiveCall> customersCall(List<String> members) {
        return known(members).stream()
                .filter(party -> party.role() == Role.CUSTOMER)
                .map(this::callOf)
                .findFirst();
    }

    private LiveCall callOf(Party party) {
        return calls.get(party.id().call());
    }

    /** The call that Asterisk says a channel is part of; none yet if only the one who calls could tell about it. */
    private Optional<LiveCall> byLinkedId(Channel channel) {
        Optional<CallId> id = reader.linkedId(channel.getId()).map(CallId::new);
        if (id.isEmpty()) {
            goneBeforeItWasRead(channel);
            return Optional.empty();
        }
        if (!calls.containsKey(id.get()) && PartyReader.side(channel) == PartyReader.Side.CALLED) {
            newcomers.awaitCaller(id.get(), channel);
            return Optional.empty();
        }
        return Optional.of(calls.computeIfAbsent(id.get(), call -> new LiveCall(call, clock.instant())));
    }

    /** A channel that calls gives its own id to the call, so that even this call has its line in the ledger. */
    private void goneBeforeItWasRead(Channel channel) {
        if (PartyReader.side(channel) == PartyReader.Side.CALLER) {
            notTapped(
                    new LegId(new CallId(channel.getId()), channel.getId()),
                    "hung up so soon that nothing could be read of it");
        }
    }

    private void join(LiveCall call, Channel channel, List<String> members) {
        Party party = new Party(new LegId(call.id(), channel.getId()), channel);
        parties.put(channel.getId(), party);
        call.add(party);
        try {
            if (call.profile().isPresent()) {
                judge(call, party, members);
            } else if (!reconsider(call, channel, members)) {
                notTapped(party.id(), call.whyNot());
            }
        } catch (AsteriskException e) {
            parties.remove(channel.getId());
            call.remove(party);
            endIfOver(call);
            newcomers.add(channel);
            throw e;
        }
        newcomers.calledBy(call.id()).forEach(called -> join(call, called, List.of(called.getId())));
    }

    private void move(Party party, LiveCall host, List<String> members) {
        LiveCall old = callOf(party);
        old.remove(party);
        parties.remove(party.id().channelId());
        changed(old);
        join(host, party.channel(), members);
        Party moved = parties.get(party.id().channelId());
        moved.hold(party.holds());
        moved.park(party.parked());
    }

    /** Looks for the profile of a call that has none; its parties are judged when there is one. */
    private boolean reconsider(LiveCall call, Channel channel, List<String> members) {
        if (PartyReader.side(channel) == PartyReader.Side.CALLED) {
            if (call.whyNot().isEmpty()) {
                call.belongsToNone(NOBODY_TOLD);
            }
            return false;
        }
        choice.choose(call, channel);
        if (call.profile().isEmpty()) {
            return false;
        }
        List.copyOf(call.parties()).stream()
                .sorted(Comparator.comparing(party -> PartyReader.side(party.channel())))
                .forEach(party -> judge(call, party, members));
        return true;
    }

    private void judge(LiveCall call, Party party, List<String> members) {
        List<Party> others =
                known(members).stream().filter(other -> other != party).toList();
        Optional<Role> caller = others.stream()
                .filter(other -> PartyReader.side(other.channel()) == PartyReader.Side.CALLER)
                .map(Party::role)
                .findFirst();
        boolean withCustomer = others.stream().anyMatch(other -> other.role() == Role.CUSTOMER);
        Role role = Roles.of(call.profile().orElseThrow(), call, party, caller, withCustomer);
        call.cast(party, role == Role.CUSTOMER && consults(party) ? Role.AGENT : role);
        events.accept(new CallEvent.CallSeen(call.facts()));
        String profile = call.profile().orElseThrow().name();
        if (party.role() == Role.UNKNOWN) {
            notTapped(
                    party.id(),
                    "nothing tells whose leg it is (it runs '" + PartyReader.application(party.channel())
                            + "'); name its endpoint under agents or customers of profile " + profile);
        } else if (!call.profile().orElseThrow().legs().contains(party.role())) {
            notTapped(
                    party.id(),
                    "profile " + profile + " does not hear the " + party.role().label());
        } else {
            party.hear(true);
            listen(party.id());
        }
    }

    /** Whether it is an agent who put a call on hold to make this one: a second channel of the same phone. */
    private boolean consults(Party party) {
        String device = PartyReader.device(party.channel());
        return parties.values().stream()
                .anyMatch(other -> other != party
                        && other.role() == Role.AGENT
                        && other.holds()
                        && PartyReader.device(other.channel()).equals(device));
    }

    private void notTapped(LegId leg, String reason) {
        events.accept(new CallEvent.NotTapped(leg, reason, clock.instant()));
    }

    /** Opens the tap of a party that is to be heard and is not. */
    private void listen(LegId leg) {
        LiveCall call = calls.get(leg.call());
        Party party = parties.get(leg.channelId());
        if (call != null && party != null && party.id().equals(leg) && party.heard() && !call.isTapped(leg)) {
            listening.begin(call, party);
        }
    }

    /** More or less is to be heard: those that were put off may be heard, and legs may pause or go on. */
    void loadChanged() {
        roomAgain();
        List.copyOf(calls.values()).forEach(pausing::asNeeded);
    }

    /** Those that were put off may be heard. */
    void roomAgain() {
        List.copyOf(parties.values()).stream().filter(Party::putOff).forEach(party -> listen(party.id()));
    }

    /** A leg is heard. */
    void heard(LegId leg) {
        Optional.ofNullable(parties.get(leg.channelId())).ifPresent(Party::hearing);
    }

    /** A leg that was to be heard cannot be for the moment; it is tried again, and when there is room. */
    void putOff(LegId leg, String reason) {
        Optional.ofNullable(parties.get(leg.channelId())).ifPresent(party -> listening.putOff(party, reason));
        tapGone(leg);
    }

    /** A channel put the others on hold, or took them back. */
    void held(String channelId, boolean on) {
        Party party = parties.get(channelId);
        if (party != null) {
            party.hold(on);
            pausing.asNeeded(callOf(party));
        }
    }

    /** A channel has hung up. */
    void destroyed(String channelId) {
        newcomers.gone(channelId).forEach(leg -> notTapped(leg, NOBODY_TOLD));
        locals.gone(channelId);
        Party party = parties.remove(channelId);
        if (party != null) {
            LiveCall call = callOf(party);
            pausing.end(party);
            call.remove(party);
            ears.close(party.id(), "hung up");
            changed(call);
        }
    }

    /** A leg that was to be heard no longer is: its call is over, or it is heard again a little later. */
    void tapGone(LegId leg) {
        LiveCall call = calls.get(leg.call());
        if (call == null) {
            return;
        }
        call.tapped(leg, false);
        Party party = parties.get(leg.channelId());
        if (party != null && party.heard()) {
            later.run(() -> listen(leg), listening.retryIn(party));
        }
        endIfOver(call);
    }

    private void changed(LiveCall call) {
        if (!call.parties().isEmpty() && call.profile().isPresent()) {
            events.accept(new CallEvent.CallSeen(call.facts()));
        }
        pausing.asNeeded(call);
        endIfOver(call);
    }

    private void endIfOver(LiveCall call) {
        if (call.over() && calls.remove(call.id()) != null && call.profile().isPresent()) {
            events.accept(new CallEvent.CallEnded(call.id(), clock.instant()));
        }
    }

    /**
     * Compares with what the PBX has now, after a time without events.
     *
     * @param channels all channels there are
     * @param bridges all bridges there are
     */
    void compare(List<Channel> channels, List<Bridge> bridges) {
        Map<String, Channel> existing = new HashMap<>();
        channels.forEach(channel -> existing.put(channel.getId(), channel));
        Set<String> known = new HashSet<>(parties.keySet());
        known.addAll(newcomers.ids());
        known.stream().filter(id -> !existing.containsKey(id)).forEach(this::destroyed);
        for (Bridge bridge : bridges) {
            List<Channel> members = bridge.getChannels().stream()
                    .map(existing::get)
                    .filter(Objects::nonNull)
                    .toList();
            members.forEach(channel -> note(channel, holds(bridge)));
            if (!holds(bridge)) {
                List<String> ids = members.stream().map(Channel::getId).toList();
                meet(ids);
                members.forEach(channel -> meet(locals.joined(channel, ids)));
            }
        }
        Map<String, Long> perDevice =
                channels.stream().collect(Collectors.groupingBy(PartyReader::device, Collectors.counting()));
        List.copyOf(calls.values()).forEach(call -> pausing.readHolds(call, perDevice));
        List.copyOf(parties.values()).forEach(party -> {
            party.retryAtOnce();
            listen(party.id());
        });
    }
}
