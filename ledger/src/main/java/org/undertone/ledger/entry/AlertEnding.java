package org.undertone.ledger.entry;

import java.time.Duration;
import java.time.Instant;

/**
 * When what an alert told of was over.
 *
 * @param until audio time up to which the condition held
 * @param at the clock when that was known, to the millisecond
 */
public record AlertEnding(Duration until, Instant at) {}
