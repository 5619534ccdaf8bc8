package org.undertone.wire.thing;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which a leg was heard.
 *
 * @param channel the leg's, as the PBX calls it
 * @param role whose leg it is
 * @param startedAt when sound began to come
 * @param endedAt when it ended
 * @param setUpMillis how long it took to set it up
 * @param endReason why, if that was not the leg's end
 */
public record TapJson(
        String channel,
        String role,
        Instant startedAt,
        Optional<Instant> endedAt,
        long setUpMillis,
        Optional<String> endReason) {}
