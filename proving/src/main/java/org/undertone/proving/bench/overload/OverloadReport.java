package org.undertone.proving.bench.overload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.undertone.core.event.LoadStep;
import org.undertone.proving.bench.legs.Formula;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.BenchTable;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.proving.bench.measure.Memory;

/** What {@link OverloadBench} measured, in tables and for programs. */
final class OverloadReport {

    private static final double MIB = 1 << 20;
    private static final double MILLIS = 1_000;
    private static final List<String> WHAT_FIGURE = List.of("what", "figure");
    private static final List<String> NOTES = List.of(
            "Legs of two profiles; every third is of the one with the lower priority, which is paused first. Late calls begin in"
                    + " the last third of the overload. Speech in exponential spurts of 3 s, half of the time.",
            "Aims: p99 of what is scored at most 1 s; memory flat; all steps taken in order, and back; no window without a"
                    + " reason; recovery within 10 s.",
            "Carried by the formula: at 70 % of the machine, if nothing but the emotion model cost anything. Recovery: until the"
                    + " last window that was missed or took longer than 1 s, and until everything is heard as the settings say.",
            "Memory after a collection. Windows that a longer hop leaves out never are.");

    private final OverloadRun run;
    private final Formula formula;

    /** The formula for a hop of 3 s, with the model's time as the bare loop has it before. */
    OverloadReport(OverloadRun run, Formula formula) {
        this.run = run;
        this.formula = formula;
    }

    BenchReport report(String command, Map<String, String> made) {
        return new BenchReport(
                command,
                made,
                List.of(load(), steps(), parts(), windows(), memory(), recovery()),
                NOTES,
                figures(),
                holds());
    }

    /** No window may be missing without a reason, and no step may be jumped over. */
    boolean holds() {
        return run.windows().unaccounted() == 0 && run.inOrder();
    }

    private double share() {
        return run.plan().legs() / formula.legs();
    }

    private BenchTable load() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("legs", String.valueOf(run.plan().legs())));
        rows.add(List.of("bare model, CPU of a window", FigureText.number(formula.modelMillis(), 1) + " ms"));
        rows.add(List.of("windows with speech, of those that were heard", FigureText.percent(formula.scoredShare())));
        rows.add(List.of("legs that a hop of 3 s carries by the formula", FigureText.number(formula.legs(), 0)));
        rows.add(List.of("the load, of these", FigureText.percent(share())));
        rows.add(List.of("utilisation of the machine, this process", FigureText.percent(run.utilisation())));
        rows.add(List.of("the process that sends", FigureText.percent(run.generator())));
        rows.add(List.of("other programs", FigureText.percent(run.others())));
        rows.add(List.of("packets sent", String.valueOf(run.rtp().sent())));
        rows.add(
                List.of("packets lost at the receiver", String.valueOf(run.rtp().lost())));
        rows.add(List.of("most that one was sent too late", run.rtp().latest().toMillis() + " ms"));
        return new BenchTable("The load, for " + run.plan().overload().toSeconds() + " s", WHAT_FIGURE, rows);
    }

    private BenchTable steps() {
        List<List<String>> rows = new ArrayList<>();
        for (LoadStep step : run.steps()) {
            boolean after = step.at().isAfter(run.fallenAt());
            rows.add(List.of(
                    step.to().label(),
                    seconds(Duration.between(run.begunAt(), step.at())),
                    after ? seconds(Duration.between(run.fallenAt(), step.at())) : "",
                    FigureText.percent(step.demand()),
                    step.waited().toMillis() + " ms"));
        }
        return new BenchTable(
                "Steps", List.of("from then on", "at s", "s after the fall", "demand", "waited, p95"), rows);
    }

    private BenchTable parts() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < run.parts().size(); i++) {
            OverloadPart part = run.parts().get(i);
            String until =
                    i + 1 < run.parts().size() ? seconds(run.parts().get(i + 1).from()) : "the end";
            Instant end = run.begunAt()
                    .plus(i + 1 < run.parts().size() ? run.parts().get(i + 1).from() : Duration.ofDays(1));
            rows.add(row(
                    (part.overload() ? "" : "after the fall: ") + seconds(part.from()) + " to " + until,
                    run.levelAt(end).label(),
                    part));
        }
        rows.add(row("the overload", "", run.overload()));
        return new BenchTable(
                "Time to assessment",
                List.of("s", "at its end", "windows", "scored", "not scored", "p50 ms", "p95 ms", "p99 ms"),
                rows);
    }

    private static List<String> row(String name, String level, OverloadPart part) {
        return List.of(
                name,
                level,
                String.valueOf(part.all()),
                FigureText.percent(part.scored().all(), part.all()),
                FigureText.percent(part.lost(), part.all()),
                FigureText.number(part.scored().quantile(0.5), 0),
                FigureText.number(part.scored().quantile(0.95), 0),
                FigureText.number(part.scored().quantile(0.99), 0));
    }

    private BenchTable windows() {
        OverloadRun.Windows windows = run.windows();
        List<List<String>> rows = new ArrayList<>();
        rows.add(count("cut", windows.cut()));
        rows.add(count("scored", windows.scored()));
        rows.add(count("no speech", windows.noSpeech()));
        new TreeMap<>(windows.notScored())
                .forEach((reason, count) -> rows.add(count("not scored: " + reason.label(), count)));
        rows.add(count("not scored: its profile is paused", windows.paused()));
        rows.add(count("not scored: its leg hung up before", windows.hungUp()));
        rows.add(List.of("without a reason", String.valueOf(windows.unaccounted()), ""));
        rows.add(List.of(
                "calls that began in the overload", String.valueOf(run.calls().late()), ""));
        rows.add(List.of(
                "of these not tapped at once: no room",
                String.valueOf(run.calls().refused()),
                ""));
        rows.add(List.of(
                "of these never tapped: no room", String.valueOf(run.calls().waiting()), ""));
        return new BenchTable("Windows and calls of the whole run", List.of("what", "figure", "share"), rows);
    }

    private List<String> count(String what, long count) {
        return List.of(
                what,
                String.valueOf(count),
                FigureText.percent(count, run.windows().cut()));
    }

    private BenchTable memory() {
        List<List<String>> rows = new ArrayList<>();
        for (OverloadRun.Look look : run.looks()) {
            String when = look.at().isNegative()
                    ? "before the first leg"
                    : seconds(look.at()) + (look.overload() ? "" : ", after the fall");
            rows.add(List.of(
                    when,
                    FigureText.number(look.memory().heap() / MIB, 1),
                    FigureText.number(look.memory().resident() / MIB, 1)));
        }
        rows.add(List.of(
                "growth in the overload",
                FigureText.number((last().heap() - first().heap()) / MIB, 1),
                FigureText.number((last().resident() - first().resident()) / MIB, 1)));
        return new BenchTable("Memory", List.of("at s", "heap in use, MiB", "resident, MiB"), rows);
    }

    private Memory first() {
        return run.looks().stream()
                .filter(OverloadRun.Look::overload)
                .findFirst()
                .orElseThrow()
                .memory();
    }

    private Memory last() {
        return run.looks().stream()
                .filter(OverloadRun.Look::overload)
                .reduce((one, next) -> next)
                .orElseThrow()
                .memory();
    }

    private BenchTable recovery() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("legs that went on", String.valueOf(run.plan().staying())));
        rows.add(List.of("until no window was missed or took longer than 1 s", seconds(run.hurtUntil()) + " s"));
        rows.add(List.of(
                "until everything was heard",
                run.fullAfter().map(time -> seconds(time) + " s").orElse("never")));
        rows.add(List.of("all steps were taken", run.allTaken() ? "yes" : "no"));
        rows.add(List.of("none was jumped over", run.inOrder() ? "yes" : "no"));
        return new BenchTable("After the fall", WHAT_FIGURE, rows);
    }

    private static String seconds(Duration time) {
        return FigureText.number(time.toMillis() / MILLIS, 1);
    }

    private Map<String, Object> figures() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("legs", run.plan().legs());
        json.put("staying", run.plan().staying());
        json.put("seconds", run.plan().overload().toSeconds());
        json.put("seed", run.plan().seed());
        json.put("formula", FigureText.rounded(formula.legs()));
        json.put("share", FigureText.rounded(share()));
        json.put("utilisation", FigureText.rounded(run.utilisation()));
        json.put("generator", FigureText.rounded(run.generator()));
        json.put("others", FigureText.rounded(run.others()));
        json.put("millisToAssessment", quantiles(run.overload()));
        json.put("steps", run.steps().stream().map(this::step).toList());
        json.put("parts", run.parts().stream().map(OverloadReport::part).toList());
        json.put("windows", windowsJson());
        json.put("calls", run.calls());
        json.put("memory", run.looks().stream().map(OverloadReport::look).toList());
        json.put("hurtSeconds", run.hurtUntil().toMillis() / MILLIS);
        json.put(
                "fullAfterSeconds",
                run.fullAfter().map(time -> time.toMillis() / MILLIS).orElse(null));
        json.put("packetsSent", run.rtp().sent());
        json.put("packetsLost", run.rtp().lost());
        json.put("sentLateMillis", run.rtp().latest().toMillis());
        return json;
    }

    private Map<String, Object> step(LoadStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", step.from().label());
        json.put("to", step.to().label());
        json.put("seconds", Duration.between(run.begunAt(), step.at()).toMillis() / MILLIS);
        json.put("demand", FigureText.rounded(step.demand()));
        return json;
    }

    private static Map<String, Object> part(OverloadPart part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fromSeconds", part.from().toMillis() / MILLIS);
        json.put("overload", part.overload());
        json.put("windows", part.all());
        json.put("scored", part.scored().all());
        json.put("notScored", part.lost());
        json.put("millisToAssessment", quantiles(part));
        return json;
    }

    private static Map<String, Object> quantiles(OverloadPart part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("p50", FigureText.rounded(part.scored().quantile(0.5)));
        json.put("p95", FigureText.rounded(part.scored().quantile(0.95)));
        json.put("p99", FigureText.rounded(part.scored().quantile(0.99)));
        return json;
    }

    private Map<String, Object> windowsJson() {
        OverloadRun.Windows windows = run.windows();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cut", windows.cut());
        json.put("scored", windows.scored());
        json.put("noSpeech", windows.noSpeech());
        windows.notScored().forEach((reason, count) -> json.put(reason.label(), count));
        json.put("paused", windows.paused());
        json.put("hungUp", windows.hungUp());
        json.put("unaccounted", windows.unaccounted());
        return json;
    }

    private static Map<String, Object> look(OverloadRun.Look look) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", look.at().toMillis() / MILLIS);
        json.put("overload", look.overload());
        json.put("heapBytes", look.memory().heap());
        json.put("residentBytes", FigureText.rounded(look.memory().resident()));
        return json;
    }
}
