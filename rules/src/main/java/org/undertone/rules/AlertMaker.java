package org.undertone.rules;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.NotScoredReason;
import org.undertone.rules.expr.Moment;
import org.undertone.rules.text.AlertText;

/** Makes the alert of a rule that fires: its texts, and what it rests on. */
final class AlertMaker {

    /** The value that tells how much of the time was not scored. */
    static final String NOT_SCORED = "not_scored";

    private AlertMaker() {}

    static Alert make(AlertId id, Rule rule, Hold hold, Moment moment, IntFunction<Object> times, Instant now) {
        AlertText text = new AlertText(
                rule.language(),
                id,
                moment.role(),
                moment.facts(),
                moment.heard(),
                hold.since(),
                now,
                rule.labels(),
                rule.annotations());
        return new Alert(
                id,
                hold.leg(),
                hold.since(),
                hold.lastTrueAt(),
                now,
                rule.version(),
                hold.evidence(),
                text.actions(rule.actions()),
                text.all("labels", rule.labels()),
                text.all("annotations", rule.annotations()),
                values(rule, hold, moment, times));
    }

    private static Map<String, String> values(Rule rule, Hold hold, Moment moment, IntFunction<Object> times) {
        Map<String, String> values = new LinkedHashMap<>(rule.condition().values(moment, times));
        if (!hold.notScored().isZero()) {
            values.put(
                    NOT_SCORED,
                    String.format(Locale.ROOT, "%.1f s", hold.notScored().toMillis() / 1_000.0)
                            + hold.whyNotScored().stream()
                                    .map(NotScoredReason::label)
                                    .collect(Collectors.joining(", ", " (", ")")));
        }
        return values;
    }
}
