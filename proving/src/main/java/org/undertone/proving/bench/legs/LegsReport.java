package org.undertone.proving.bench.legs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.undertone.config.yaml.Durations;
import org.undertone.core.NotScoredReason;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.BenchTable;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.proving.bench.measure.Machine;
import org.undertone.proving.bench.measure.Spread;
import org.undertone.proving.bench.measure.Tally;

/** What {@link LegsBench} measured, in tables and for programs. */
public final class LegsReport {

    private static final List<String> NOTES = List.of(
            "Windows and times of those that were completed while it was measured; speech in exponential spurts of 3 s, half"
                    + " of the time. Time to assessment: from a scored window's last packet.",
            "Utilisation: this process on all cores. The emotion model: all of its scorer's call, with the window's copy"
                    + " into its input. The rest is the collector, the compiler and what measures. Rules are not in it.",
            "Loopback bills the system's part of receiving to the sender. Memory a leg: by how much the process grew since"
                    + " before the first leg, divided; with few legs most of it is not theirs.");

    private final LegsRun run;

    LegsReport(LegsRun run) {
        this.run = run;
    }

    BenchReport report(String command, Map<String, String> made) {
        List<BenchTable> tables = run.plan().scoring() ? List.of(windows(), cpu(), rest()) : List.of(cpu(), rest());
        return new BenchReport(command, made, tables, NOTES, figures(), holds());
    }

    /** No window may be missing without a reason. */
    boolean holds() {
        return run.windows().unaccounted() == 0;
    }

    private String title() {
        return run.plan().legs() + " legs, hop " + Durations.format(run.plan().hop()) + ", "
                + Durations.format(run.plan().time());
    }

    BenchTable windows() {
        Tally.Counts counts = run.counts();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("windows", String.valueOf(counts.all())));
        rows.add(List.of("scored", FigureText.percent(counts.scored(), counts.all())));
        rows.add(List.of("no speech", FigureText.percent(counts.noSpeech(), counts.all())));
        new TreeMap<>(counts.notScored())
                .forEach((reason, count) ->
                        rows.add(List.of("not scored: " + reason.label(), FigureText.percent(count, counts.all()))));
        Spread millis = counts.millisToAssessment();
        rows.add(List.of("time to assessment, p50", FigureText.number(millis.quantile(0.5), 1) + " ms"));
        rows.add(List.of("time to assessment, p95", FigureText.number(millis.quantile(0.95), 1) + " ms"));
        rows.add(List.of("time to assessment, p99", FigureText.number(millis.quantile(0.99), 1) + " ms"));
        rows.add(List.of(
                "unaccounted windows of the whole run",
                String.valueOf(run.windows().unaccounted())));
        return new BenchTable("Windows: " + title(), List.of("what", "figure"), rows);
    }

    BenchTable cpu() {
        CpuTimes cpu = run.cpu();
        List<List<String>> rows = new ArrayList<>();
        rows.add(stage("receive, blocks, windows (media thread)", cpu.media()));
        if (run.plan().scoring()) {
            rows.add(stage("speech: presence and rate (presence thread)", cpu.presence()));
            rows.add(stage("scorers: the emotion model", run.modelNanos()));
            rows.add(stage("scorers: the rest of them", Math.max(0, cpu.scorers() - run.modelNanos())));
        }
        rows.add(stage("rest of the process", cpu.rest()));
        rows.add(stage("the process", cpu.process()));
        return new BenchTable(
                "Processor time: " + title(), List.of("stage", "share of the process", "ms/s", "ms/s a leg"), rows);
    }

    private List<String> stage(String name, long nanos) {
        double perSecond = nanos * 1e3 / run.cpu().at();
        return List.of(
                name,
                FigureText.percent(nanos, run.cpu().process()),
                FigureText.number(perSecond, 1),
                FigureText.number(perSecond / run.plan().legs(), 2));
    }

    BenchTable rest() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("utilisation of the machine, this process", FigureText.percent(run.utilisation())));
        rows.add(List.of(
                "the process that sends",
                FigureText.percent(run.generatorNanos(), run.cpu().at() * Machine.cores())));
        rows.add(List.of("other programs", FigureText.percent(run.others())));
        if (run.plan().scoring()) {
            rows.add(List.of("not the emotion model, of this process", FigureText.percent(run.besideModel())));
            rows.add(List.of("emotion model, CPU of a window", FigureText.number(run.modelMillis(), 1) + " ms"));
        }
        rows.add(List.of("media thread, CPU of a packet", FigureText.number(mediaMicros(), 1) + " µs"));
        rows.add(List.of(
                "media thread, of one core",
                FigureText.percent(run.cpu().media(), run.cpu().at())));
        rows.add(List.of("packets sent", String.valueOf(run.rtp().sent())));
        rows.add(
                List.of("packets lost at the receiver", String.valueOf(run.rtp().lost())));
        rows.add(List.of(
                "packets too late for their place", String.valueOf(run.rtp().late())));
        rows.add(List.of("most that one was sent too late", run.rtp().latest().toMillis() + " ms"));
        rows.add(List.of("heap a leg", kib(run.heapPerLeg())));
        rows.add(List.of("resident memory a leg", kib(run.residentPerLeg())));
        return new BenchTable("Machine, packets, memory: " + title(), List.of("what", "figure"), rows);
    }

    private double mediaMicros() {
        return run.cpu().media() / 1e3 / run.packets();
    }

    private static String kib(double bytes) {
        return FigureText.number(bytes / 1024, 0) + " KiB";
    }

    Map<String, Object> figures() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("legs", run.plan().legs());
        json.put("hopMillis", run.plan().hop().toMillis());
        json.put("seconds", run.plan().time().toSeconds());
        json.put("seed", run.plan().seed());
        json.put("scoring", run.plan().scoring());
        json.put("windows", windowsJson());
        json.put("millisToAssessment", quantiles(run.counts().millisToAssessment()));
        json.put("cpuMillisPerSecond", cpuJson());
        json.put("utilisation", FigureText.rounded(run.utilisation()));
        json.put(
                "generator",
                FigureText.rounded(run.generatorNanos() / (double) run.cpu().at() / Machine.cores()));
        json.put("others", FigureText.rounded(run.others()));
        json.put("besideModel", run.plan().scoring() ? FigureText.rounded(run.besideModel()) : null);
        json.put("modelMillis", FigureText.rounded(run.modelMillis()));
        json.put("mediaMicrosPerPacket", FigureText.rounded(mediaMicros()));
        json.put("packets", packetsJson());
        json.put("heapBytesPerLeg", FigureText.rounded(run.heapPerLeg()));
        json.put("residentBytesPerLeg", FigureText.rounded(run.residentPerLeg()));
        return json;
    }

    private Map<String, Object> windowsJson() {
        Map<String, Object> json = countsJson(run.counts());
        json.put("cutInWholeRun", run.windows().cut());
        json.put("droppedInWholeRun", run.windows().dropped());
        json.put("unaccountedInWholeRun", run.windows().unaccounted());
        return json;
    }

    /** For JSON: how many windows came to what; every reason is there. */
    public static Map<String, Object> countsJson(Tally.Counts counts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("all", counts.all());
        json.put("scored", counts.scored());
        json.put("noSpeech", counts.noSpeech());
        Map<String, Object> reasons = new LinkedHashMap<>();
        for (NotScoredReason reason : NotScoredReason.values()) {
            reasons.put(reason.label(), counts.notScored().get(reason));
        }
        json.put("notScored", reasons);
        return json;
    }

    /** For JSON: {@code p50}, {@code p95} and {@code p99}; null where there are no measurements. */
    public static Map<String, Object> quantiles(Spread millis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("p50", FigureText.rounded(millis.quantile(0.5)));
        json.put("p95", FigureText.rounded(millis.quantile(0.95)));
        json.put("p99", FigureText.rounded(millis.quantile(0.99)));
        return json;
    }

    private Map<String, Object> cpuJson() {
        CpuTimes cpu = run.cpu();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("media", perSecond(cpu.media()));
        json.put("presence", perSecond(cpu.presence()));
        json.put("model", perSecond(run.modelNanos()));
        json.put("scorers", perSecond(cpu.scorers()));
        json.put("rest", perSecond(cpu.rest()));
        json.put("process", perSecond(cpu.process()));
        return json;
    }

    private Double perSecond(long nanos) {
        return FigureText.rounded(nanos * 1e3 / run.cpu().at());
    }

    private Map<String, Object> packetsJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sent", run.rtp().sent());
        json.put("received", run.rtp().received());
        json.put("lost", run.rtp().lost());
        json.put("late", run.rtp().late());
        json.put("sentLateMillis", run.rtp().latest().toMillis());
        return json;
    }
}
