package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.undertone.core.CallId;
import org.undertone.core.LegId;

/** Channels that are in a bridge and in no call yet, since nobody has told whose call it is. On the thread of the calls. */
final class Newcomers {

    /** In a bridge, but with nobody who could tell who they are. */
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    /** Called channels enter a bridge before the one that calls, which alone tells the queue and the number. */
    private final Map<CallId, List<Channel>> beforeTheirCaller = new LinkedHashMap<>();

    void add(Channel channel) {
        channels.put(channel.getId(), channel);
    }

    void remove(Channel channel) {
        channels.remove(channel.getId());
    }

    /** Those of a bridge's members that are new, callers first. */
    List<Channel> among(List<String> members) {
        return members.stream()
                .map(channels::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(PartyReader::side))
                .toList();
    }

    /** A called channel's call is known, but not yet through what it came. */
    void awaitCaller(CallId call, Channel called) {
        beforeTheirCaller.computeIfAbsent(call, id -> new ArrayList<>()).add(called);
    }

    /** The caller is there: takes those whom it called. */
    List<Channel> calledBy(CallId call) {
        return Optional.ofNullable(beforeTheirCaller.remove(call)).orElse(List.of());
    }

    /** A channel has hung up; the leg it would have been, if it waited for its caller. */
    List<LegId> gone(String channelId) {
        channels.remove(channelId);
        List<LegId> inVain = new ArrayList<>();
        beforeTheirCaller.forEach((call, waiting) -> {
            if (waiting.removeIf(channel -> channel.getId().equals(channelId))) {
                inVain.add(new LegId(call, channelId));
            }
        });
        beforeTheirCaller.values().removeIf(List::isEmpty);
        return inVain;
    }

    /** The ids of all of them. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>(channels.keySet());
        beforeTheirCaller.values().forEach(waiting -> waiting.forEach(channel -> ids.add(channel.getId())));
        return ids;
    }
}
