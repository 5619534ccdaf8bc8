package org.undertone.aribridge.world;

import java.util.List;

/**
 * A bridge as ARI shows it at one moment.
 *
 * @param holding whether everybody in it is alone, as in a parking lot
 * @param channels the ids of its members, in no particular order
 */
public record BridgeView(String id, boolean holding, List<String> channels) {

    public BridgeView {
        channels = List.copyOf(channels);
    }

    @Override
    public String toString() {
        return id + (holding ? " (holding) " : " ") + channels.size();
    }
}
