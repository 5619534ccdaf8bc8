package org.undertone.proving.bench.legs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.proving.bench.legs.LegsFind.Found;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.BenchTable;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.proving.bench.measure.Tally;

/** What {@link LegsFind} found, in tables and for programs. */
final class FindReport {

    private static final List<String> HEAD = List.of(
            "legs", "utilisation", "others", "scored", "not scored", "p50 ms", "p99 ms", "lost packets", "carried");
    private static final String NOTE =
            "Carried: at most 70 % of the machine used by this process, p99 at most 150 ms, at most one window in a thousand"
                    + " not scored. Aim: 0.85 of the formula, 700 a core / (windows/s of a leg x scored share x model ms).";

    private final Found found;
    private final Formula formula;

    /** The formula with the model's time as the bare loop has it in the same run. */
    FindReport(Found found, Formula formula) {
        this.found = found;
        this.formula = formula;
    }

    BenchReport report(String command, Map<String, String> made) {
        LegsReport best = new LegsReport(found.best());
        List<BenchTable> tables = List.of(tried(), carried(), best.windows(), best.cpu(), best.rest());
        boolean holds = found.tried().stream().allMatch(run -> new LegsReport(run).holds());
        return new BenchReport(command, made, tables, List.of(NOTE), figures(best), holds);
    }

    private BenchTable tried() {
        List<List<String>> rows = new ArrayList<>();
        for (LegsRun run : found.tried()) {
            Tally.Counts counts = run.counts();
            rows.add(List.of(
                    String.valueOf(run.plan().legs()),
                    FigureText.percent(run.utilisation()),
                    FigureText.percent(run.others()),
                    FigureText.percent(counts.scored(), counts.all()),
                    FigureText.percent(counts.lost(), counts.all()),
                    FigureText.number(counts.millisToAssessment().quantile(0.5), 1),
                    FigureText.number(counts.millisToAssessment().quantile(0.99), 1),
                    String.valueOf(run.rtp().lost()),
                    LegsFind.carries(run) ? "yes" : "no"));
        }
        return new BenchTable("How many legs are carried", HEAD, rows);
    }

    private BenchTable carried() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("legs carried", String.valueOf(found.carried())));
        rows.add(List.of(
                "bare model, CPU of a window with all cores at work",
                FigureText.number(formula.modelMillis(), 1) + " ms"));
        rows.add(List.of("windows that were scored", FigureText.percent(formula.scoredShare())));
        rows.add(List.of("legs by the formula", FigureText.number(formula.legs(), 1)));
        rows.add(List.of("ratio", FigureText.number(ratio(), 2)));
        return new BenchTable("Beside the formula", List.of("what", "figure"), rows);
    }

    private double ratio() {
        return found.carried() / formula.legs();
    }

    private Map<String, Object> figures(LegsReport best) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("carried", found.carried());
        json.put("formula", FigureText.rounded(formula.legs()));
        json.put("ratio", FigureText.rounded(ratio()));
        json.put("bareModelMillis", FigureText.rounded(formula.modelMillis()));
        json.put("best", best.figures());
        json.put(
                "tried",
                found.tried().stream().map(run -> new LegsReport(run).figures()).toList());
        return json;
    }
}
