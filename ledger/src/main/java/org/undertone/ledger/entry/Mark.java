package org.undertone.ledger.entry;

import java.time.Duration;
import java.time.Instant;
import org.undertone.core.AlertId;
import org.undertone.core.LegId;

/**
 * A moment of a call that an alert marked, for those who hear it again.
 *
 * @param alert by which alert
 * @param leg whose voice it was
 * @param audio the moment, in audio time of that leg
 * @param at the moment, by the clock
 * @param label what to find it by
 */
public record Mark(AlertId alert, LegId leg, Duration audio, Instant at, String label) {}
