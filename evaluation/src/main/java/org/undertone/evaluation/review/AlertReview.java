package org.undertone.evaluation.review;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.undertone.evaluation.alarms.Share;
import org.undertone.ledger.entry.JudgedAlert;
import org.undertone.ledger.entry.Verdict;

/**
 * How often alerts were right, of those that somebody judged.
 *
 * @param all of all of them
 * @param byRule of each rule, by its name
 * @param byQueue of each queue, by its name; empty for calls that came through none
 * @param byHour of each hour of the day in which one fired
 */
public record AlertReview(Count all, Map<String, Count> byRule, Map<String, Count> byQueue, Map<String, Count> byHour) {

    public AlertReview {
        byRule = Collections.unmodifiableMap(new LinkedHashMap<>(byRule));
        byQueue = Collections.unmodifiableMap(new LinkedHashMap<>(byQueue));
        byHour = Collections.unmodifiableMap(new LinkedHashMap<>(byHour));
    }

    /**
     * Some alerts.
     *
     * @param alerts how many
     * @param right the share of the judged ones that were right: their precision
     */
    public record Count(int alerts, Share right) {

        private static final Count NONE = new Count(0, new Share(0, 0));

        private Count plus(JudgedAlert alert) {
            int judged = alert.verdict().isPresent() ? 1 : 0;
            int isRight = alert.verdict().filter(Verdict.RIGHT::equals).isPresent() ? 1 : 0;
            return new Count(alerts + 1, new Share(right.count() + isRight, right.of() + judged));
        }
    }

    /** Counts them. */
    public static AlertReview of(List<JudgedAlert> alerts, ZoneId zone) {
        Count all = Count.NONE;
        for (JudgedAlert alert : alerts) {
            all = all.plus(alert);
        }
        return new AlertReview(
                all,
                by(alerts, alert -> alert.id().rule()),
                by(alerts, JudgedAlert::queue),
                by(alerts, alert -> hour(alert, zone)));
    }

    private static String hour(JudgedAlert alert, ZoneId zone) {
        return String.format(Locale.ROOT, "%02d", alert.firedAt().atZone(zone).getHour());
    }

    private static SortedMap<String, Count> by(List<JudgedAlert> alerts, Function<JudgedAlert, String> key) {
        SortedMap<String, Count> counts = new TreeMap<>();
        alerts.forEach(alert -> counts.put(
                key.apply(alert),
                counts.getOrDefault(key.apply(alert), Count.NONE).plus(alert)));
        return counts;
    }
}
