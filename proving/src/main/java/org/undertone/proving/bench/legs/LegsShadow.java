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
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
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

    private final List<Turn> turns;

    private LegsShadow(List<Turn> turns) {
        this.turns = turns;
    }

    /**
     * One without, then one with it.
     *
     * @param model the shadow's name and version
     * @param kept how many windows the shadow heard
     * @param leftOut how many it did not
     */
    private record Turn(LegsRun without, LegsRun with, String model, long kept, long leftOut) {}

    /** Measures; in each turn that model is opened anew, and closed with what waits for it. */
    static LegsShadow measured(
            LegsBench bench, LegsPlan plan, Path folder, InstantSource clock, Consumer<String> progress) {
        List<Turn> turns = new ArrayList<>();
        for (int turn = 1; turn <= TURNS; turn++) {
            progress.accept("turn " + turn + " of " + TURNS + ": without, then with the shadow ...");
            LegsRun without = bench.run(plan);
            ShadowModel shadow = new ShadowModel(Shadow.open(folder, clock), () -> true, scores -> {});
            LegsRun with;
            try (shadow) {
                with = bench.run(plan, shadow::beside);
            }
            turns.add(new Turn(without, with, shadow.model().title(), shadow.kept(), shadow.leftOut()));
        }
        return new LegsShadow(turns);
    }

    BenchReport report(String command, Map<String, String> made) {
        List<BenchTable> tables = List.of(beside(), heard());
        boolean holds = turns.stream()
                .flatMap(turn -> Stream.of(turn.without(), turn.with()))
                .allMatch(run -> new LegsReport(run).holds());
        return new BenchReport(command, made, tables, List.of(NOTE), figures(), holds);
    }

    private BenchTable beside() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("time to assessment, p50, ms", run -> millis(run, 0.5)));
        rows.add(row("time to assessment, p95, ms", run -> millis(run, 0.95)));
        rows.add(row("time to assessment, p99, ms", run -> millis(run, 0.99)));
        rows.add(row("not scored, in a thousand windows", LegsShadow::lost));
        rows.add(row("the first model, CPU of a window, ms", LegsRun::modelMillis));
        rows.add(row("utilisation of the machine, %", run -> 100 * run.utilisation()));
        Turn first = turns.get(0);
        return new BenchTable(
                first.without().plan().legs() + " legs, in their shadow " + first.model(),
                List.of("what", "without, first", "with, first", "without, second", "with, second", "ratio"),
                rows);
    }

    private List<String> row(String name, ToDoubleFunction<LegsRun> figure) {
        Function<LegsRun, String> text = run -> FigureText.number(figure.applyAsDouble(run), 1);
        List<String> row = new ArrayList<>(List.of(name));
        for (Turn turn : turns) {
            row.add(text.apply(turn.without()));
            row.add(text.apply(turn.with()));
        }
        row.add(FigureText.number(ratio(figure), 2));
        return row;
    }

    /** With it to without it, of the sums of all turns. */
    private double ratio(ToDoubleFunction<LegsRun> figure) {
        double with = turns.stream().map(Turn::with).mapToDouble(figure).sum();
        return with / turns.stream().map(Turn::without).mapToDouble(figure).sum();
    }

    private BenchTable heard() {
        return new BenchTable(
                "The shadow",
                List.of("what", "figure"),
                List.of(
                        List.of("windows that it heard", String.valueOf(sum(Turn::kept))),
                        List.of("windows that it left out", String.valueOf(sum(Turn::leftOut)))));
    }

    private static double millis(LegsRun run, double quantile) {
        return run.counts().millisToAssessment().quantile(quantile);
    }

    private static double lost(LegsRun run) {
        return 1_000.0 * run.counts().lost() / run.counts().all();
    }

    private Map<String, Object> figures() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("without", figures(Turn::without));
        json.put("with", figures(Turn::with));
        json.put("ratioOfP99", FigureText.rounded(ratio(run -> millis(run, 0.99))));
        json.put("heardByShadow", sum(Turn::kept));
        json.put("leftOutByShadow", sum(Turn::leftOut));
        return json;
    }

    private List<Map<String, Object>> figures(Function<Turn, LegsRun> which) {
        return turns.stream()
                .map(which)
                .map(run -> new LegsReport(run).figures())
                .toList();
    }

    private long sum(ToLongFunction<Turn> count) {
        return turns.stream().mapToLong(count).sum();
    }
}
