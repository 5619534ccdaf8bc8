package org.undertone.ledger.entry;

import java.time.Instant;
import java.util.Optional;
import org.undertone.core.LegId;

/**
 * A time in which a leg was tapped but not scored.
 *
 * @param leg whose sound
 * @param reason why, such as {@code hold} or {@code parked}
 * @param from since when
 * @param to until when; absent while it lasts
 */
public record PauseRecord(LegId leg, String reason, Instant from, Optional<Instant> to) {}
