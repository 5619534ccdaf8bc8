package org.undertone.ledger.entry;

import java.time.Instant;
import java.util.Optional;
import org.undertone.core.AlertId;
import org.undertone.core.SupervisionMode;

/**
 * A time in which a supervisor took part in a call in one way; who changes the way has several.
 *
 * @param alert which alert brought them in
 * @param supervisor their endpoint
 * @param mode how they took part
 * @param from since when
 * @param to until when; absent while it lasts
 * @param endReason why it ended; empty while it lasts
 */
public record SupervisionRecord(
        AlertId alert, String supervisor, SupervisionMode mode, Instant from, Optional<Instant> to, String endReason) {}
