package org.undertone.wire;

import java.util.List;
import java.util.Optional;

/**
 * How often alerts were right, as {@code undertone rules review} tells it.
 *
 * @param judged all of them
 * @param byRule of each rule
 * @param byQueue of each queue
 * @param byHour of each hour of the day
 */
public record ReviewMessage(Judged judged, List<OfRule> byRule, List<OfQueue> byQueue, List<OfHour> byHour)
        implements WireMessage {

    /**
     * What people said of alerts.
     *
     * @param alertCount how many there were
     * @param judgedCount of how many people said whether they were right
     * @param rightCount how many of these were
     * @param precision the share of the right ones; null where none was judged
     * @param precisionInterval its 95 % interval by Wilson, lower and upper end; null where none was judged
     */
    public record Judged(
            int alertCount,
            int judgedCount,
            int rightCount,
            Optional<Double> precision,
            Optional<List<Double>> precisionInterval) {}

    /**
     * Of one rule.
     *
     * @param rule its name
     * @param judged its alerts
     */
    public record OfRule(String rule, Judged judged) {}

    /**
     * Of one queue.
     *
     * @param queue its name; null of calls that came through none
     * @param judged its alerts
     */
    public record OfQueue(Optional<String> queue, Judged judged) {}

    /**
     * Of one hour of the day.
     *
     * @param hour such as {@code 09}
     * @param judged its alerts
     */
    public record OfHour(String hour, Judged judged) {}

    @Override
    public String schema() {
        return "review";
    }
}
