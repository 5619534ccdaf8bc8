package org.undertone.wire.thing;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which a tapped leg was not listened to.
 *
 * @param channel the leg's
 * @param reason why
 * @param startedAt when
 * @param endedAt when
 */
public record PauseJson(String channel, String reason, Instant startedAt, Optional<Instant> endedAt) {}
