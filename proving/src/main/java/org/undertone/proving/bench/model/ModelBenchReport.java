package org.undertone.proving.bench.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.BenchTable;
import org.undertone.proving.bench.measure.FigureText;

/** What {@link ModelBench} measured, in tables and for programs. */
final class ModelBenchReport {

    private static final List<String> HEAD =
            List.of("what", "threads", "batch", "windows/s", "CPU ms a window", "ratio to bare");
    private static final List<String> NOTES = List.of(
            "Medians of " + ModelBench.ROUNDS + " rounds (smallest to largest); the rounds of all rows take turns.",
            "Engine: ScoringEngine with Silero VAD, speech rate and track, and never too little to do. Its threads are its"
                    + " scorers; the speech detector's thread, told after the +, comes on top.",
            "Ratio: windows/s of the engine to those of the bare loop with as many threads, of the same round. Aim: 0.95.");

    private ModelBenchReport() {}

    static BenchReport of(ModelBench.Result result, String command, Map<String, String> made) {
        List<List<String>> rows = new ArrayList<>();
        List<Object> bare = new ArrayList<>();
        List<Object> engine = new ArrayList<>();
        result.bare().forEach(run -> {
            rows.add(row(run));
            bare.add(json(run));
        });
        result.engine().forEach(run -> {
            rows.add(row(run));
            engine.add(json(run));
        });
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rounds", ModelBench.ROUNDS);
        figures.put("bare", bare);
        figures.put("engine", engine);
        BenchTable table = new BenchTable("The engine beside the bare ONNX Runtime loop", HEAD, rows);
        return new BenchReport(command, made, List.of(table), NOTES, figures, true);
    }

    private static List<String> row(ModelBench.Bare run) {
        return List.of(
                "bare loop",
                String.valueOf(run.threads()),
                String.valueOf(run.batch()),
                FigureText.spread(run.windowsPerSecond(), 1),
                FigureText.spread(run.cpuMillis(), 1),
                "");
    }

    private static List<String> row(ModelBench.Engine run) {
        return List.of(
                "engine",
                String.valueOf(run.threads()),
                "1",
                FigureText.spread(run.windowsPerSecond(), 1),
                FigureText.spread(run.scorerMillis(), 1) + " + "
                        + FigureText.number(run.presenceMillis().median(), 1),
                FigureText.spread(run.ratio(), 2));
    }

    private static Map<String, Object> json(ModelBench.Bare run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("threads", run.threads());
        json.put("batch", run.batch());
        json.put("windowsPerSecond", run.windowsPerSecond().json());
        json.put("cpuMillis", run.cpuMillis().json());
        return json;
    }

    private static Map<String, Object> json(ModelBench.Engine run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("threads", run.threads());
        json.put("windowsPerSecond", run.windowsPerSecond().json());
        json.put("ratioToBare", run.ratio().json());
        json.put("scorerCpuMillis", run.scorerMillis().json());
        json.put("presenceCpuMillis", run.presenceMillis().json());
        return json;
    }
}
