package org.undertone.cli.rules;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.undertone.evaluation.alarms.Rate;
import org.undertone.evaluation.report.Table;
import org.undertone.evaluation.report.TerminalText;
import org.undertone.evaluation.tune.RuleTuner;
import org.undertone.evaluation.tune.RuleTuning;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.rules.RuleFile;
import org.undertone.rules.expr.Threshold;

/** What tuning changed, and what it is based on, for people. */
final class TuningText {

    private static final String NONE = "-";

    private TuningText() {}

    static String text(RuleFile before, List<RuleTuning> rules, List<CallRecord> calls, ZoneId zone) {
        TerminalText text = new TerminalText();
        text.line(basis(calls, zone));
        text.gap();
        text.table(table(rules));
        text.gap();
        rules.forEach(tuning -> text.line(told(before, tuning)));
        text.gap();
        text.prose(
                "FIRED: in these calls, as the ledger has it. AS WRITTEN and TUNED: would fire, by replaying what the"
                        + " ledger keeps of these calls through the rules, as they were before and as they are now. RATE: TUNED by"
                        + " a hundred calls, or by an hour of speech where the budget counts by hours, with the exact 95 % interval."
                        + " CALLS and SPEECH: of those to whom the rule listens.");
        return text.toString();
    }

    private static String basis(List<CallRecord> calls, ZoneId zone) {
        if (calls.isEmpty()) {
            return "No call of that time has ended.";
        }
        return calls.size() + (calls.size() == 1 ? " call" : " calls") + " from "
                + calls.get(0).startedAt().atZone(zone).toLocalDate() + " to "
                + calls.get(calls.size() - 1).startedAt().atZone(zone).toLocalDate();
    }

    private static Table table(List<RuleTuning> rules) {
        List<List<String>> rows = new ArrayList<>();
        for (RuleTuning tuning : rules) {
            boolean known = tuning.isReplayed();
            rows.add(List.of(
                    tuning.rule(),
                    tuning.budget().toString(),
                    String.valueOf(tuning.basis().calls()),
                    String.format(Locale.ROOT, "%.1f h", tuning.basis().hours()),
                    String.valueOf(tuning.fired()),
                    known ? String.valueOf(tuning.asWritten()) : NONE,
                    known ? String.valueOf(tuning.tuned()) : NONE,
                    known && tuning.basis().calls() > 0 ? rate(tuning) : NONE));
        }
        return new Table(List.of("RULE", "BUDGET", "CALLS", "SPEECH", "FIRED", "AS WRITTEN", "TUNED", "RATE"), rows);
    }

    private static String rate(RuleTuning tuning) {
        Rate rate = tuning.budget().rate(tuning.tuned(), tuning.basis());
        return String.format(Locale.ROOT, "%.1f (%.1f-%.1f)", rate.perHour(), rate.from(), rate.to());
    }

    /** What became of a rule, and what would help where it is not within its budget. */
    private static String told(RuleFile before, RuleTuning tuning) {
        return tuning.rule() + ": "
                + switch (tuning.outcome()) {
                    case KEPT -> "stays as it is, within its budget";
                    case STRICTER -> moves(before, tuning);
                    case LAXER -> moves(before, tuning) + ", laxer";
                    case NO_THRESHOLD ->
                        "fires too often, and compares no score (p.*, own.*) with a number, so there is"
                                + " nothing to tune; change its other numbers, its `for` or its cooldown yourself";
                    case NOT_IN_PLACE ->
                        "fires too often, and a number of it cannot be changed where it stands; write its"
                                + " expr without escapes and anchors";
                    case TOO_OFTEN ->
                        "fires too often however strict its thresholds; a longer `for`, a longer cooldown or"
                                + " another condition beside it would help";
                    case NOT_KEPT ->
                        "asks for call.vars or call.customer_group, which the ledger does not keep, so it"
                                + " cannot be replayed; tune it by hand";
                    case TOO_LITTLE ->
                        "too little was heard to tell: " + tuning.basis().calls() + " calls, "
                                + String.format(
                                        Locale.ROOT, "%.1f h", tuning.basis().hours()) + " of speech; wanted are "
                                + RuleTuner.FEWEST_CALLS + " calls and "
                                + tuning.budget().needed() + " at least";
                };
    }

    private static String moves(RuleFile before, RuleTuning tuning) {
        return before.thresholds(tuning.rule()).stream()
                .map(threshold -> move(threshold, tuning.nats()))
                .collect(Collectors.joining(", "));
    }

    private static String move(Threshold threshold, double nats) {
        return threshold.score() + " "
                + threshold.stricter(0).stripTrailingZeros().toPlainString() + " -> "
                + threshold.stricter(nats).toPlainString();
    }
}
