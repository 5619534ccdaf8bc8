package org.undertone.aribridge.who;

import ch.loway.oss.ari4java.generated.models.Bridge;
import java.util.List;
import java.util.stream.Stream;

/**
 * A bridge as an event or a list of the PBX shows it.
 *
 * @param id of the bridge
 * @param holding whether those in it wait, each alone: strangers are parked in one bridge and do not hear each other
 * @param members the ids of the channels in it, in the order in which they came
 */
public record BridgeState(String id, boolean holding, List<String> members) {

    public BridgeState {
        members = List.copyOf(members);
    }

    /** With a channel that has entered it. */
    public BridgeState with(String channelId) {
        return members.contains(channelId)
                ? this
                : new BridgeState(
                        id,
                        holding,
                        Stream.concat(members.stream(), Stream.of(channelId)).toList());
    }

    /** As the PBX shows it. */
    public static BridgeState of(Bridge bridge) {
        return new BridgeState(bridge.getId(), "holding".equals(bridge.getBridge_type()), bridge.getChannels());
    }
}
