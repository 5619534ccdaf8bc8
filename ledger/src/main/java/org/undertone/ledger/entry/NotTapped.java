package org.undertone.ledger.entry;

import java.time.Instant;
import java.util.Optional;
import org.undertone.core.CallId;
import org.undertone.core.LegId;

/**
 * A call, or one leg of it, that was not tapped.
 *
 * @param call which call
 * @param leg which leg; absent when it was the whole call
 * @param reason why
 * @param at when that was decided
 */
public record NotTapped(CallId call, Optional<LegId> leg, String reason, Instant at) {}
