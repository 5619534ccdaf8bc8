package org.undertone.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param actions what to do, in order
 */
public record Alert(
        AlertId id,
        LegId leg,
        Duration since,
        Duration firedAtAudio,
        Instant firedAt,
        String ruleVersion,
        List<Assessment.Scored> evidence,
        List<Action> actions) {

    public Alert {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(leg, "leg");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(firedAtAudio, "firedAtAudio");
        Objects.requireNonNull(firedAt, "firedAt");
        Require.text(ruleVersion, "ruleVersion");
        evidence = List.copyOf(evidence);
        actions = List.copyOf(actions);
    }

    /** The assessment that completed it. */
    public Assessment.Scored latest() {
        return evidence.get(evidence.size() - 1);
    }
}
