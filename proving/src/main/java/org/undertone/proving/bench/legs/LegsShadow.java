package org.undertone.proving.bench.legs;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.undertone.inference.ShadowModel;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.BenchTable;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.runtime.Shadow;

/** The same legs without and with a second model in the shadow of the first, in turns: what it costs the live calls. */
final class LegsShadow {

    private static final int TURNS = 2;
    private static final String NOTE =
            "The shadow hears as long as it keeps up: here nothing tells it to stop. Beside live calls it hears while all is"
                    + " heard and at most six tenths of what the machine may be asked for are, so see the utilisation.";

    private final List<LegsRun> without = new ArrayList<>();
    private final List<LegsRun> with = new ArrayList<>();
    private String model = "";
    private long kept;
    private long leftOut;

    private LegsShadow() {}

    /** Measures; in each turn that model is opened anew, and closed with what waits for it. */
    static LegsShadow measured(
            LegsBench bench, LegsPlan plan, Path folder, InstantSource clock, Consumer<String> progress) {
        LegsShadow measured = new LegsShadow();
        for (int turn = 1; turn <= TURNS; turn++) {
            progress.accept("turn " + turn + " of " + TURNS + ": without, then with the shadow ...");
            measured.without.add(bench.run(plan));
            measured.beside(bench, plan, new ShadowModel(Shadow.open(folder, clock), () -> true, scores -> {}));
        }
        return measured;
    }

    private void beside(LegsBench bench, LegsPlan plan, ShadowModel shadow) {
        try (shadow) {
            with.add(bench.run(plan, shadow::beside));
        }
        model = shadow.model().title();
        kept += shadow.kept();
        leftOut += shadow.leftOut();
    }

    BenchReport report(String command, Map<String, String> made) {
        List<BenchTable> tables = List.of(beside(), heard());
        boolean holds = runs().stream().allMatch(run -> new LegsReport(run).holds());
        return new BenchReport(command, made, tables, List.of(NOTE), figures(), holds);
    }

    private List<LegsRun> runs() {
        List<LegsRun> all = new ArrayList<>(without);
        all.addAll(with);
        return all;
    }

    private BenchTable beside() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("time to assessment, p50, ms", run -> millis(run, 0.5)));
        rows.add(row("time to assessment, p95, ms", run -> millis(run, 0.95)));
        rows.add(row("time to assessment, p99, ms", run -> millis(run, 0.99)));
        rows.add(row("not scored, in a thousand windows", LegsShadow::lost));
        rows.add(row("the first model, CPU of a window, ms", LegsRun::modelMillis));
        rows.add(row("utilisation of the machine, %", run -> 100 * run.utilisation()));
        LegsPlan plan = without.get(0).plan();
        return new BenchTable(
                plan.legs() + " legs, in their shadow " + model,
                List.of("what", "without, first", "with, first", "without, second", "with, second", "ratio"),
                rows);
    }

    private List<String> row(String name, ToDoubleFunction<LegsRun> figure) {
        Function<LegsRun, String> text = run -> FigureText.number(figure.applyAsDouble(run), 1);
        List<String> row = new ArrayList<>(List.of(name));
        for (int turn = 0; turn < TURNS; turn++) {
            row.add(text.apply(without.get(turn)));
            row.add(text.apply(with.get(turn)));
        }
        row.add(FigureText.number(ratio(figure), 2));
        return row;
    }

    /** With it to without it, of the sums of all turns. */
    private double ratio(ToDoubleFunction<LegsRun> figure) {
        return with.stream().mapToDouble(figure).sum()
                / without.stream().mapToDouble(figure).sum();
    }

    private BenchTable heard() {
        return new BenchTable(
                "The shadow",
                List.of("what", "figure"),
                List.of(
                        List.of("windows that it heard", String.valueOf(kept)),
                        List.of("windows that it left out", String.valueOf(leftOut))));
    }

    private static double millis(LegsRun run, double quantile) {
        return run.counts().millisToAssessment().quantile(quantile);
    }

    private static double lost(LegsRun run) {
        return 1_000.0 * run.counts().lost() / run.counts().all();
    }

    private Map<String, Object> figures() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "without",
                without.stream().map(run -> new LegsReport(run).figures()).toList());
        json.put("with", with.stream().map(run -> new LegsReport(run).figures()).toList());
        json.put("ratioOfP99", FigureText.rounded(ratio(run -> millis(run, 0.99))));
        json.put("heardByShadow", kept);
        json.put("leftOutByShadow", leftOut);
        return json;
    }
}
