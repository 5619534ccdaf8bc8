package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The two ends of Local channels, {@code Local/7001@from-queue-0000002a;1} and {@code ;2}: who is in a bridge with one end
 * talks with those who are in a bridge with the other. Owned by the thread of the calls.
 */
final class LocalPairs {

    /** One end, and who was in its bridge when it entered that. */
    private record End(String name, List<String> members) {}

    private final Map<String, End> ends = new HashMap<>();

    /**
     * Takes note of a channel that is in a bridge with those members, itself among them.
     *
     * @return who hears it: the members, and if it is one end of a Local channel those on the other side as well
     */
    List<String> joined(Channel channel, List<String> members) {
        String name = channel.getName();
        if (!name.startsWith("Local/") || !(name.endsWith(";1") || name.endsWith(";2"))) {
            return members;
        }
        ends.put(channel.getId(), new End(name, List.copyOf(members)));
        String other = name.substring(0, name.length() - 1) + (name.endsWith("1") ? "2" : "1");
        Optional<End> otherEnd =
                ends.values().stream().filter(end -> end.name().equals(other)).findFirst();
        List<String> all = new ArrayList<>(members);
        otherEnd.ifPresent(end -> all.addAll(end.members()));
        return all;
    }

    void gone(String channelId) {
        ends.remove(channelId);
    }
}
