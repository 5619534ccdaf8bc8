package org.undertone.proving.bench.rules;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.undertone.proving.bench.measure.BenchOutput;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.BenchTable;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.proving.bench.measure.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What rules over time cost. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = {
            "Times the rules: processor time of an assessment, the share of one core that so many calls need with two"
                    + " assessments a second each, and memory a call; by calls and by rules.",
            "No sound, no model: assessments are made up, and not in the figures."
        })
public final class RulesBenchCommand implements Callable<Integer> {

    private static final int MOST = 100_000;
    private static final int MOST_RULES = 500;
    private static final List<String> HEAD =
            List.of("calls", "rules", "µs an assessment", "share of one core", "KiB a call", "alerts");

    @Mixin
    private BenchOutput output;

    @Option(names = "--calls", split = ",", paramLabel = "N", description = "How many calls; 250,500,1000 if not said.")
    private List<Integer> calls = List.of(250, 500, 1_000);

    @Option(names = "--rules", split = ",", paramLabel = "N", description = "How many rules; 5,10,20 if not said.")
    private List<Integer> rules = List.of(5, 10, 20);

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How much audio time of each call is timed, after 70 s that are not; 60 if not said.")
    private int seconds = 60;

    @Option(names = "--settle", paramLabel = "S", description = "Another number of those seconds that are not timed.")
    private int settle = 70;

    @Override
    public Integer call() throws IOException {
        output.check();
        require("--seconds", seconds, MOST);
        calls.forEach(count -> require("--calls", count, MOST));
        rules.forEach(count -> require("--rules", count, MOST_RULES));
        RulesBench bench = new RulesBench(settle, seconds);
        int mostCalls = calls.stream().max(Integer::compare).orElseThrow();
        int mostRules = rules.stream().max(Integer::compare).orElseThrow();
        output.progress("the compiler warms up ...");
        bench.run(Math.min(mostCalls, 200), mostRules);
        List<RulesBench.Run> runs = new ArrayList<>();
        for (int count : calls) {
            output.progress(count + " calls, " + mostRules + " rules ...");
            runs.add(bench.run(count, mostRules));
        }
        for (int count : rules) {
            if (count != mostRules) {
                output.progress(mostCalls + " calls, " + count + " rules ...");
                runs.add(bench.run(mostCalls, count));
            }
        }
        return output.tell(report(runs));
    }

    private BenchReport report(List<RulesBench.Run> runs) {
        List<List<String>> rows = runs.stream().map(RulesBenchCommand::row).toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("runs", runs.stream().map(RulesBenchCommand::json).toList());
        return new BenchReport(
                output.command(),
                Machine.facts("none", Clock.systemUTC()),
                List.of(new BenchTable("Rules with functions over time", HEAD, rows)),
                List.of(
                        "Processor time of the one thread that asks the rules, without the collector. Aim: 25 % of one core"
                                + " for 1,000 calls and 20 rules.",
                        "Memory: the heap after a collection, less that before, with the longest series filled."),
                figures,
                true);
    }

    private static List<String> row(RulesBench.Run run) {
        return List.of(
                String.valueOf(run.calls()),
                String.valueOf(run.rules()),
                FigureText.number(run.micros(), 2),
                FigureText.percent(run.share()),
                FigureText.number(run.bytes() / 1024, 1),
                String.valueOf(run.alerts()));
    }

    private static Map<String, Object> json(RulesBench.Run run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("calls", run.calls());
        json.put("rules", run.rules());
        json.put("microsAnAssessment", FigureText.rounded(run.micros()));
        json.put("shareOfOneCore", FigureText.rounded(run.share()));
        json.put("bytesACall", FigureText.rounded(run.bytes()));
        json.put("alerts", run.alerts());
        return json;
    }

    private void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw output.wrong(option + " " + value + ": 1 to " + most);
        }
    }
}
