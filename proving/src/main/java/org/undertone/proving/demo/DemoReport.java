package org.undertone.proving.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a demo came to.
 *
 * @param checks in the order they are told
 * @param figures what was measured beside them
 */
record DemoReport(List<Check> checks, DemoFigures figures) {

    DemoReport {
        checks = List.copyOf(checks);
    }

    boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    /** As a table for a terminal. */
    String table() {
        StringBuilder table = new StringBuilder();
        for (Check check : checks) {
            table.append(
                    String.format("  %s  %s%n        %s%n", check.holds() ? "✔" : "✘", check.name(), check.evidence()));
        }
        table.append(String.format("%n"));
        figuresInWords().forEach((name, value) -> table.append(String.format("  %-52s %s%n", name, value)));
        return table.toString();
    }

    private Map<String, String> figuresInWords() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("tap set-up, first request to first packet", millis(figures.tapSetUp()));
        words.put("last packet of a window to its assessment, p50", millis(toAssessment(0.50)));
        words.put("last packet of a window to its assessment, p95", millis(toAssessment(0.95)));
        words.put("last packet of a window to the variable, p50", millis(toVariable(0.50)));
        words.put("last packet of a window to the variable, p95", millis(toVariable(0.95)));
        words.put("last packet of a window to the cue at the agent", millis(figures.toCue()));
        words.put("supervisor's first ring to being in the call", millis(figures.toJoin()));
        words.put("packets of the tap, of them lost", figures.packets() + ", " + figures.lost());
        return words;
    }

    /** As a mapping for JSON: durations in milliseconds. */
    Map<String, Object> json() {
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("tap_set_up_ms", number(figures.tapSetUp()));
        measured.put("connected_to_first_packet_ms", number(figures.firstPacketAfterAnswer()));
        measured.put("to_assessment_p50_ms", number(toAssessment(0.50)));
        measured.put("to_assessment_p95_ms", number(toAssessment(0.95)));
        measured.put("to_variable_p50_ms", number(toVariable(0.50)));
        measured.put("to_variable_p95_ms", number(toVariable(0.95)));
        measured.put("to_cue_heard_ms", number(figures.toCue()));
        measured.put("supervisor_ring_to_join_ms", number(figures.toJoin()));
        measured.put("windows", figures.toAssessment().size());
        measured.put("rtp_packets", figures.packets());
        measured.put("rtp_lost", figures.lost());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("holds", holds());
        json.put("checks", checks);
        json.put("figures", measured);
        return json;
    }

    private Optional<Duration> toAssessment(double share) {
        return DemoFigures.quantile(figures.toAssessment(), share);
    }

    private Optional<Duration> toVariable(double share) {
        return DemoFigures.quantile(figures.toVariable(), share);
    }

    private static String millis(Optional<Duration> duration) {
        return duration.map(d -> String.format(Locale.ROOT, "%.1f ms", d.toNanos() / 1e6))
                .orElse("-");
    }

    private static Optional<Double> number(Optional<Duration> duration) {
        return duration.map(d -> Math.round(d.toNanos() / 1e4) / 100.0);
    }
}
