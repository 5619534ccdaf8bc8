package org.undertone.wire.thing;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which a supervisor was in a call.
 *
 * @param alertId of the alert that brought them
 * @param rule its name
 * @param supervisor their endpoint
 * @param mode such as {@code listen}
 * @param startedAt when
 * @param endedAt when
 * @param endReason why
 */
public record SupervisionJson(
        String alertId,
        String rule,
        String supervisor,
        String mode,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<String> endReason) {}
