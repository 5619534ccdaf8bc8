package org.undertone.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.LegId;

/**
 * An alert as it was kept, with what led to it and what came of it.
 *
 * @param id which alert
 * @param leg whose voice it was
 * @param since audio time at which the condition began to hold
 * @param firedAtAudio audio time at which it had held long enough
 * @param firedAt the clock at that moment, to the millisecond
 * @param ruleVersion a short hash of the rule as it stood
 * @param evidence the assessments during which the condition held, oldest first
 * @param tickets the tickets it opened
 * @param actions what was done on the PBX, in order
 */
public record AlertRecord(
        AlertId id,
        LegId leg,
        Duration since,
        Duration firedAtAudio,
        Instant firedAt,
        String ruleVersion,
        List<Assessment.Scored> evidence,
        List<Ticket> tickets,
        List<ActionRecord> actions) {

    public AlertRecord {
        evidence = List.copyOf(evidence);
        tickets = List.copyOf(tickets);
        actions = List.copyOf(actions);
    }
}
