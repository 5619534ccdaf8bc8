package org.undertone.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A rule's condition held for its time.
 *
 * @param id which alert
 * @param leg whose voice it was
 * @param since audio time at which the condition began to hold
 * @param firedAtAudio audio time at which it had held long enough
 * @param firedAt the clock at that moment
 * @param ruleVersion a short hash of the rule as it stood
 * @param evidence the assessments during which the condition held, oldest first
 * @param actions what to do, in order; their texts are final
 * @param labels by which others sort and route it, such as {@code severity} to {@code warning}
 * @param annotations what people are told, such as {@code summary}; final texts
 * @param values what the words of the condition stood for at that moment, such as {@code p.angry} to {@code 0.72}
 */
public record Alert(
        AlertId id,
        LegId leg,
        Duration since,
        Duration firedAtAudio,
        Instant firedAt,
        String ruleVersion,
        List<Assessment.Scored> evidence,
        List<Action> actions,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> values) {

    public Alert {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(leg, "leg");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(firedAtAudio, "firedAtAudio");
        Objects.requireNonNull(firedAt, "firedAt");
        Require.text(ruleVersion, "ruleVersion");
        evidence = List.copyOf(evidence);
        actions = List.copyOf(actions);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** One without labels, annotations and values. */
    public Alert(
            AlertId id,
            LegId leg,
            Duration since,
            Duration firedAtAudio,
            Instant firedAt,
            String ruleVersion,
            List<Assessment.Scored> evidence,
            List<Action> actions) {
        this(id, leg, since, firedAtAudio, firedAt, ruleVersion, evidence, actions, Map.of(), Map.of(), Map.of());
    }

    /** The assessment that completed it. */
    public Assessment.Scored latest() {
        return evidence.get(evidence.size() - 1);
    }
}
