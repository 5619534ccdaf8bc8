package org.undertone.proving.bench.pbx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.undertone.config.yaml.Durations;
import org.undertone.proving.bench.legs.LegsReport;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.BenchTable;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.proving.bench.measure.Spread;
import org.undertone.proving.bench.measure.Tally;

/** What {@link PbxBench} measured, in a table and for programs. */
final class PbxReport {

    private static final String NOTE =
            "The private Asterisk and its phones run on the same machine. Customers speak and listen in turns of about 13 s."
                    + " Time to assessment: from a scored window's last packet until the daemon knows it."
                    + " Alert to first action: from the moment the rule fired until the PBX has done what it asks for.";

    private PbxReport() {}

    static BenchReport of(PbxRun run, String command, Map<String, String> made) {
        return new BenchReport(command, made, List.of(table(run)), List.of(NOTE), figures(run), true);
    }

    private static BenchTable table(PbxRun run) {
        Tally.Counts counts = run.counts();
        Spread millis = counts.millisToAssessment();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "tap set-up to its first packet, p50",
                FigureText.number(run.setUpMillis().quantile(0.5), 1) + " ms"));
        rows.add(List.of(
                "tap set-up to its first packet, p95",
                FigureText.number(run.setUpMillis().quantile(0.95), 1) + " ms"));
        run.notTapped()
                .forEach((reason, legs) -> rows.add(List.of("legs not tapped: " + reason, String.valueOf(legs))));
        rows.add(List.of("windows", String.valueOf(counts.all())));
        rows.add(List.of("scored", FigureText.percent(counts.scored(), counts.all())));
        rows.add(List.of("no speech", FigureText.percent(counts.noSpeech(), counts.all())));
        new TreeMap<>(counts.notScored())
                .forEach((reason, count) ->
                        rows.add(List.of("not scored: " + reason.label(), FigureText.percent(count, counts.all()))));
        rows.add(List.of("time to assessment, p50", FigureText.number(millis.quantile(0.5), 1) + " ms"));
        rows.add(List.of("time to assessment, p95", FigureText.number(millis.quantile(0.95), 1) + " ms"));
        rows.add(List.of("time to assessment, p99", FigureText.number(millis.quantile(0.99), 1) + " ms"));
        Spread actions = run.millisToFirstAction();
        rows.add(List.of("alerts", String.valueOf(actions.sorted().size())));
        rows.add(List.of("alert to first action on the PBX, p50", FigureText.number(actions.quantile(0.5), 1) + " ms"));
        rows.add(
                List.of("alert to first action on the PBX, p95", FigureText.number(actions.quantile(0.95), 1) + " ms"));
        rows.add(
                List.of("alert to first action on the PBX, p99", FigureText.number(actions.quantile(0.99), 1) + " ms"));
        rows.add(List.of("RTP packets, of them lost", run.packets() + ", " + run.lost()));
        rows.add(List.of("utilisation of the machine, this process", FigureText.percent(run.utilisation())));
        rows.add(List.of(
                "Asterisk, phones and other programs", FigureText.percent(run.machineBusy() - run.utilisation())));
        String title = run.calls() + " calls through Asterisk, " + Durations.format(run.time());
        return new BenchTable(title, List.of("what", "figure"), rows);
    }

    private static Map<String, Object> figures(PbxRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("calls", run.calls());
        json.put("seconds", run.time().toSeconds());
        json.put("taps", run.setUpMillis().sorted().size());
        json.put("setUpMillis", LegsReport.quantiles(run.setUpMillis()));
        json.put("notTapped", run.notTapped());
        json.put("windows", LegsReport.countsJson(run.counts()));
        json.put("millisToAssessment", LegsReport.quantiles(run.counts().millisToAssessment()));
        json.put("alerts", run.millisToFirstAction().sorted().size());
        json.put("millisToFirstAction", LegsReport.quantiles(run.millisToFirstAction()));
        json.put("packets", run.packets());
        json.put("lost", run.lost());
        json.put("utilisation", FigureText.rounded(run.utilisation()));
        json.put("others", FigureText.rounded(run.machineBusy() - run.utilisation()));
        return json;
    }
}
