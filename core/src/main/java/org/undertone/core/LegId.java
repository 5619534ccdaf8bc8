package org.undertone.core;

import java.util.Objects;

/**
 * One party's channel in a call.
 *
 * @param call the call that the channel is part of
 * @param channelId Asterisk's unique id of the channel; it stays the same through transfers and parking
 */
public record LegId(CallId call, String channelId) {

    public LegId {
        Objects.requireNonNull(call, "call");
        Require.text(channelId, "channelId");
    }

    @Override
    public String toString() {
        return call + "/" + channelId;
    }
}
