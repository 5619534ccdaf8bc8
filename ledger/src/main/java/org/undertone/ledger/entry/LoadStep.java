package org.undertone.ledger.entry;

import java.time.Duration;
import java.time.Instant;
import org.undertone.core.LoadLevel;

/**
 * A moment at which more, or less, was heard from then on.
 *
 * @param at when
 * @param from how much was heard before
 * @param to how much since
 * @param utilisation the share of their time that the workers were asked for; above 1 where there was too much
 * @param lateness how long one window in twenty waited for a worker, at least
 */
public record LoadStep(Instant at, LoadLevel from, LoadLevel to, double utilisation, Duration lateness) {}
