package org.undertone.evaluation.alarms;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.rules.Changes;
import org.undertone.rules.RuleEngine;

/**
 * What rules would have done in one recording.
 *
 * @param recording which
 * @param assessments what was heard, window by window
 * @param alerts those that would have fired
 * @param ends when each was over
 * @param errors rules that could not be asked
 */
public record Replayed(
        Path recording,
        List<Assessment> assessments,
        List<Alert> alerts,
        Map<AlertId, AlertEnd> ends,
        List<RuleEngine.RuleErrors> errors) {

    public Replayed {
        assessments = List.copyOf(assessments);
        alerts = List.copyOf(alerts);
        ends = Map.copyOf(ends);
        errors = List.copyOf(errors);
    }

    static Replayed of(Path recording, List<Assessment> assessments, RuleEngine engine, CallFacts facts) {
        List<Alert> alerts = new ArrayList<>();
        Map<AlertId, AlertEnd> ends = new HashMap<>();
        for (Assessment assessment : assessments) {
            Changes changes = engine.on(assessment, facts);
            alerts.addAll(changes.fired());
            changes.ended().forEach(end -> ends.put(end.alert(), end));
        }
        engine.callEnded(facts.call()).forEach(end -> ends.put(end.alert(), end));
        return new Replayed(recording, assessments, alerts, ends, engine.ruleErrors());
    }
}
