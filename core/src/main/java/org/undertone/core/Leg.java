package org.undertone.core;

import java.util.Objects;

/**
 * A leg and what is known of it.
 *
 * @param id which leg
 * @param channelName Asterisk's name of the channel, such as {@code PJSIP/7001-0000001a}
 * @param role whose leg it is
 */
public record Leg(LegId id, String channelName, Role role) {

    public Leg {
        Objects.requireNonNull(id, "id");
        Require.text(channelName, "channelName");
        Objects.requireNonNull(role, "role");
    }
}
