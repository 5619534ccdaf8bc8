package org.undertone.ledger.entry;

import java.time.Instant;
import java.util.Optional;
import org.undertone.core.AlertId;

/**
 * An alert, and what people say of it.
 *
 * @param id which alert
 * @param queue the queue that its call came through, or empty
 * @param firedAt when it fired, to the millisecond
 * @param verdict what was said of it last; empty until somebody did
 */
public record JudgedAlert(AlertId id, String queue, Instant firedAt, Optional<Verdict> verdict) {}
