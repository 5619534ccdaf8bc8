package org.undertone.ledger.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param labels by which others sort and route it
 * @param annotations what people are told
 * @param values what the words of the condition stood for at that moment
 * @param ending when it was over; empty while it goes on, or where nobody saw its end
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
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> values,
        Optional<AlertEnding> ending,
        List<Assessment.Scored> evidence,
        List<Ticket> tickets,
        List<ActionRecord> actions) {

    public AlertRecord {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        evidence = List.copyOf(evidence);
        tickets = List.copyOf(tickets);
        actions = List.copyOf(actions);
    }
}
