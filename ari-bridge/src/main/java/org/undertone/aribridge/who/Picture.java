package org.undertone.aribridge.who;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Our picture of the PBX: the channels that were seen, in which bridge each is, and which of them talk with each other: those
 * in one bridge, and those in the bridges that Local channels join with it. Owned by the thread of the calls.
 */
public final class Picture {

    private static final int STAND_INS = 8;

    private final Map<String, SeenChannel> channels = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, Set<SeenChannel>> byDevice = new HashMap<>();
    private final Map<String, BridgeState> bridges = new HashMap<>();
    private final Map<String, String> bridgeOf = new HashMap<>();

    /** A channel as it is now; known from now on. */
    public SeenChannel see(Sighting sighting) {
        SeenChannel known = channels.get(sighting.id());
        if (known == null) {
            known = new SeenChannel(sighting);
            channels.put(sighting.id(), known);
        } else {
            unlist(known);
            known.seen(sighting);
        }
        byName.put(sighting.name(), sighting.id());
        byDevice.computeIfAbsent(sighting.device(), device -> new LinkedHashSet<>())
                .add(known);
        return known;
    }

    private void unlist(SeenChannel channel) {
        byName.remove(channel.sighting().name(), channel.id());
        byDevice.computeIfPresent(channel.sighting().device(), (device, its) -> {
            its.remove(channel);
            return its.isEmpty() ? null : its;
        });
    }

    /** A bridge as it is now; one in which nobody is, is forgotten. */
    public void see(BridgeState bridge) {
        Optional.ofNullable(bridges.remove(bridge.id()))
                .ifPresent(before -> before.members().forEach(id -> bridgeOf.remove(id, bridge.id())));
        bridge.members().forEach(id -> {
            String other = bridgeOf.get(id);
            if (other != null) {
                left(id, other);
            }
        });
        if (!bridge.members().isEmpty()) {
            bridges.put(bridge.id(), bridge);
            bridge.members().forEach(id -> bridgeOf.put(id, bridge.id()));
        }
    }

    /** Only these bridges are there. */
    public void replace(List<BridgeState> now) {
        bridges.clear();
        bridgeOf.clear();
        now.forEach(this::see);
    }

    /** A channel has left that bridge. */
    public void left(String channelId, String bridgeId) {
        bridgeOf.remove(channelId, bridgeId);
        bridges.computeIfPresent(bridgeId, (id, bridge) -> {
            List<String> rest = bridge.members().stream()
                    .filter(member -> !member.equals(channelId))
                    .toList();
            return rest.isEmpty() ? null : new BridgeState(id, bridge.holding(), rest);
        });
    }

    /** A channel is gone; what was known of it. */
    public Optional<SeenChannel> gone(String channelId) {
        String bridge = bridgeOf.get(channelId);
        if (bridge != null) {
            left(channelId, bridge);
        }
        SeenChannel known = channels.remove(channelId);
        if (known != null) {
            unlist(known);
            known.hangUp();
        }
        return Optional.ofNullable(known);
    }

    /** What is known of a channel; empty if it was never seen or is gone. */
    public Optional<SeenChannel> channel(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    /** All that are there; a view that follows what is seen later. */
    public Collection<SeenChannel> channels() {
        return channels.values();
    }

    /** The bridge that a channel is in; empty if it is in none. */
    public Optional<BridgeState> bridgeOf(String channelId) {
        return Optional.ofNullable(bridgeOf.get(channelId)).map(bridges::get);
    }

    /** Whether a channel waits in a bridge where nobody hears the others. */
    public boolean parked(String channelId) {
        return bridgeOf(channelId).filter(BridgeState::holding).isPresent();
    }

    /** Those who talk with a channel, itself among them, parties or not; empty if it is in no bridge, or waits in one. */
    public List<SeenChannel> talk(String channelId) {
        Set<SeenChannel> talk = new LinkedHashSet<>();
        walk(channelId, talk, new ArrayList<>());
        return List.copyOf(talk);
    }

    /** The parties who talk with a channel, itself among them. */
    public List<SeenChannel> people(String channelId) {
        return talk(channelId).stream()
                .filter(channel -> channel.sighting().isParty())
                .toList();
    }

    /** The ends of Local channels that stand for a channel in other bridges, the nearest first. */
    List<SeenChannel> standIns(String channelId) {
        List<SeenChannel> farEnds = new ArrayList<>();
        walk(channelId, new LinkedHashSet<>(), farEnds);
        return farEnds;
    }

    /** Takes note of who stands for somebody, for as long as they are there: ends that are optimised away vanish. */
    public void rememberStandIns(SeenChannel person) {
        person.dropFormerStandIns();
        for (SeenChannel end : standIns(person.id())) {
            end.standsFor(person, otherEnd(end).map(SeenChannel::sighting));
            if (person.standIns().size() < STAND_INS) {
                person.standIns().put(end.id(), end);
            }
        }
    }

    private void walk(String channelId, Set<SeenChannel> met, List<SeenChannel> farEnds) {
        Deque<BridgeState> open = new ArrayDeque<>();
        Set<String> entered = new HashSet<>();
        bridgeOf(channelId).ifPresent(bridge -> enter(bridge, entered, open));
        while (!open.isEmpty()) {
            for (String member : open.poll().members()) {
                SeenChannel channel = channels.get(member);
                if (channel != null && met.add(channel)) {
                    otherEnd(channel).filter(met::add).ifPresent(far -> {
                        farEnds.add(far);
                        bridgeOf(far.id()).ifPresent(bridge -> enter(bridge, entered, open));
                    });
                }
            }
        }
    }

    private static void enter(BridgeState bridge, Set<String> entered, Deque<BridgeState> open) {
        if (!bridge.holding() && entered.add(bridge.id())) {
            open.add(bridge);
        }
    }

    /** The other end of a Local channel, if it is one and the other was seen. */
    public Optional<SeenChannel> otherEnd(SeenChannel channel) {
        return channel.sighting().otherEnd().map(byName::get).map(channels::get);
    }

    /** The channels of an endpoint. */
    public Set<SeenChannel> ofDevice(String device) {
        return Collections.unmodifiableSet(byDevice.getOrDefault(device, Set.of()));
    }

    /** Whether its endpoint has no other channel. */
    public boolean onlyOfItsDevice(SeenChannel channel) {
        return ofDevice(channel.sighting().device()).size() == 1;
    }

    /** Whether nothing is kept of anybody. */
    public boolean isEmpty() {
        return channels.isEmpty() && byName.isEmpty() && byDevice.isEmpty() && bridges.isEmpty() && bridgeOf.isEmpty();
    }
}
