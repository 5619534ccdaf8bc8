package org.undertone.cli.rules;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.evaluation.alarms.Replayed;
import org.undertone.evaluation.report.CsvText;
import org.undertone.evaluation.ruletest.AlertFacts;

/** What would have fired: for people, and for spreadsheets. */
final class ReplayText {

    private static final List<String> HEAD = List.of(
            "recording",
            "alert",
            "episode",
            "since_s",
            "fired_s",
            "until_s",
            "heard",
            "windows",
            "rule_version",
            "labels",
            "values",
            "actions");

    private ReplayText() {}

    static String text(List<Replayed> all) {
        StringBuilder text = new StringBuilder();
        for (Replayed one : all) {
            text.append(String.format(
                    "%s: %s%n",
                    one.recording(),
                    one.alerts().isEmpty()
                            ? "nothing would have fired"
                            : one.alerts().size() + " would have fired"));
            one.alerts().forEach(alert -> text.append(line(one, alert)));
            one.errors()
                    .forEach(error -> text.append(String.format(
                            Locale.ROOT,
                            "  ! %s could not be asked %d times: %s%n",
                            error.rule(),
                            error.count(),
                            error.first())));
        }
        return text.toString();
    }

    private static String line(Replayed one, Alert alert) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "  %6s s  %s/%d: held since %s s, until %s s; %s%n",
                seconds(alert.firedAtAudio()),
                alert.id().rule(),
                alert.id().episode(),
                seconds(alert.since()),
                until(one, alert),
                alert.latest().track().label()));
        text.append(String.format("            because %s%n", pairs(alert.values())));
        for (Action action : alert.actions()) {
            Map<String, String> texts = new LinkedHashMap<>(AlertFacts.texts(action));
            texts.values().removeIf(String::isEmpty);
            text.append(String.format("            %s%s%n", action.verb(), texts.isEmpty() ? "" : ": " + pairs(texts)));
        }
        return text.toString();
    }

    static String csv(List<Replayed> all) {
        return Stream.concat(Stream.of(HEAD), all.stream().flatMap(one -> one.alerts().stream()
                        .map(alert -> row(one, alert))))
                .map(CsvText::line)
                .collect(Collectors.joining());
    }

    private static List<String> row(Replayed one, Alert alert) {
        return List.of(
                one.recording().toString(),
                alert.id().rule(),
                String.valueOf(alert.id().episode()),
                seconds(alert.since()),
                seconds(alert.firedAtAudio()),
                until(one, alert),
                alert.latest().track().label(),
                String.valueOf(alert.evidence().size()),
                alert.ruleVersion(),
                pairs(alert.labels()),
                pairs(alert.values()),
                String.join(" ", AlertFacts.verbs(alert.actions())));
    }

    private static String until(Replayed one, Alert alert) {
        return seconds(one.ends().get(alert.id()).until());
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1_000.0);
    }

    static String pairs(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("; "));
    }
}
