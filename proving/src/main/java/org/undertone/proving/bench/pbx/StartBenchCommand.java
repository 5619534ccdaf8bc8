package org.undertone.proving.bench.pbx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.undertone.proving.bench.measure.BenchOutput;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.BenchTable;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.proving.bench.measure.Machine;
import org.undertone.proving.bench.measure.Spread;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a start takes. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the program beside a private Asterisk (fetched once, 90 MB) in which a call goes on, and tells how long"
                    + " that takes until it is heard, and each part; with the classes that ./undertone has written down, and"
                    + " without."
        })
public final class StartBenchCommand implements Callable<Integer> {

    private static final int MOST_ROUNDS = 100;
    private static final String NOTE =
            "Median of the starts (smallest to largest); both ways take turns. Parts go beside each other. Heard: until the tap"
                    + " of the call that went on was seen on the PBX, asked every 10 ms; the rest is told by the program.";

    @Mixin
    private BenchOutput output;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each way; 7 if not said.")
    private int rounds = 7;

    @Override
    public Integer call() throws IOException {
        output.check();
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw output.wrong("--rounds " + rounds + ": 1 to " + MOST_ROUNDS);
        }
        Path folder = Files.createTempDirectory("undertone-bench-");
        try {
            return output.tell(report(new StartBench(rounds, output::progress, folder).run()));
        } finally {
            PbxBenchCommand.remove(folder);
        }
    }

    private BenchReport report(List<StartBench.Start> starts) {
        List<List<String>> rows = new ArrayList<>();
        Map<String, Object> figures = new LinkedHashMap<>();
        row("the call is heard", StartBench.Start::heard, starts, rows, figures);
        row("calls are heard, as the program says", StartBench.Start::seconds, starts, rows, figures);
        starts.get(0)
                .parts()
                .keySet()
                .forEach(part -> row("of it " + part, start -> start.parts().get(part), starts, rows, figures));
        return new BenchReport(
                output.command(),
                Machine.facts("moonshine-tiny-emotion", Clock.systemUTC()),
                List.of(new BenchTable(
                        rounds + " starts each way, seconds",
                        List.of("what", "class by class", "written down", "ratio"),
                        rows)),
                List.of(NOTE),
                figures,
                true);
    }

    private static void row(
            String what,
            ToDoubleFunction<StartBench.Start> figure,
            List<StartBench.Start> starts,
            List<List<String>> rows,
            Map<String, Object> figures) {
        Spread without = spread(starts, false, figure);
        Spread with = spread(starts, true, figure);
        double ratio = with.median() / without.median();
        rows.add(List.of(what, FigureText.spread(without, 2), FigureText.spread(with, 2), FigureText.number(ratio, 2)));
        figures.put(what, Map.of("classByClass", without.json(), "writtenDown", with.json()));
    }

    private static Spread spread(
            List<StartBench.Start> starts, boolean classes, ToDoubleFunction<StartBench.Start> figure) {
        return new Spread(starts.stream()
                .filter(start -> start.classes() == classes)
                .map(figure::applyAsDouble)
                .toList());
    }
}
