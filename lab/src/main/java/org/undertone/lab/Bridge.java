package org.undertone.lab;

import java.util.List;
import org.undertone.lab.asterisk.AmiMessage;

/**
 * A bridge as the PBX itself tells of it.
 *
 * @param id its id in ARI
 * @param type {@code basic} for an ordinary call, {@code base} or {@code stasis} for one made through ARI, ...
 * @param technology {@code simple_bridge}, {@code native_rtp}, {@code softmix}, ...
 * @param creator who made it, {@code Stasis} for ARI, else mostly empty
 * @param name the name it was given, else empty
 * @param channels the names of the channels in it
 */
public record Bridge(String id, String type, String technology, String creator, String name, List<String> channels) {

    public Bridge {
        channels = List.copyOf(channels);
    }

    static Bridge of(AmiMessage event, List<Channel> channels) {
        String id = event.get("BridgeUniqueid");
        return new Bridge(
                id,
                event.get("BridgeType"),
                event.get("BridgeTechnology"),
                plain(event.get("BridgeCreator")),
                plain(event.get("BridgeName")),
                channels.stream()
                        .filter(channel -> channel.bridgeId().filter(id::equals).isPresent())
                        .map(Channel::name)
                        .toList());
    }

    /** One in which callers or agents wait, and nobody does. */
    boolean isEmptyWaitingRoom() {
        return (type.equals("parking") || type.equals("agent_hold")) && channels.isEmpty();
    }

    /** Asterisk writes {@code <unknown>} where there is nothing. */
    private static String plain(String value) {
        return value.equals("<unknown>") ? "" : value;
    }
}
