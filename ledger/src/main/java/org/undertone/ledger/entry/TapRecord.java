package org.undertone.ledger.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.undertone.core.LegId;
import org.undertone.core.Role;

/**
 * One tap of one leg; a leg that was tapped twice has two.
 *
 * @param leg whose sound
 * @param role whose leg it was
 * @param from when the tap stood
 * @param setUp how long it took to set up
 * @param to when it ended; absent while it stands
 * @param endReason why it ended; absent while it stands
 */
public record TapRecord(
        LegId leg, Role role, Instant from, Duration setUp, Optional<Instant> to, Optional<String> endReason) {}
