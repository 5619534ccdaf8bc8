package org.undertone.proving.bench.overload;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.inference.OpenModel;
import org.undertone.inference.model.ModelFolder;
import org.undertone.proving.bench.legs.Formula;
import org.undertone.proving.bench.legs.LegsBenchCommand;
import org.undertone.proving.bench.legs.LegsOptions;
import org.undertone.proving.bench.measure.BenchOutput;
import org.undertone.proving.bench.measure.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What becomes of calls when there are more than this machine can hear. */
@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        description = {
            "Gives more legs than can be heard, by RTP from a process of its own, to the parts that hear live calls, then lets"
                    + " most hang up: which steps are taken, how late assessments are, what is not scored and why, memory,"
                    + " and how soon all is well again.",
            "Exits with 1 if a window is missing without a reason, or a step is jumped over."
        })
public final class OverloadBenchCommand implements Callable<Integer> {

    private static final Duration LONGEST_HOP = Duration.ofSeconds(3);
    private static final int MOST_LEGS = 10_000;
    private static final int MOST_SECONDS = 3_600;
    /** What the benches of legs measure with speech half of the time. */
    private static final double LIKELY_SCORED = 0.57;

    private static final double PERCENT = 100;

    @Mixin
    private BenchOutput output;

    @Mixin
    private LegsOptions options;

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            description =
                    "How many legs, of those that a hop of 3 s carries here by the formula of bench legs --find; 200 if"
                            + " not said.")
    private int share = 200;

    @Option(names = "--legs", paramLabel = "N", description = "How many legs, whatever they are of that.")
    private Integer legs;

    @Option(names = "--seconds", paramLabel = "S", description = "How long all are there; 300 if not said.")
    private int seconds = 300;

    @Option(
            names = "--stay",
            paramLabel = "PERCENT",
            description = "How many legs go on when the others hang up; 5 if not said. More than 8 may be too many for"
                    + " everything to be heard again.")
    private int stay = 5;

    @Option(names = "--recover", paramLabel = "S", description = "How long these are heard; 60 if not said.")
    private int recover = 60;

    @Override
    public Integer call() throws IOException {
        check();
        ModelFolder folder = ModelFolder.load(options.model());
        Clock clock = Clock.systemUTC();
        double modelMillis = LegsBenchCommand.bareMillis(folder);
        try (OpenModel open = OpenModel.open(folder, Accelerator.CPU, clock)) {
            Map<String, String> made = Machine.facts(folder.description().title(), clock);
            OverloadPlan plan = plan(formula(folder, LIKELY_SCORED, modelMillis));
            output.progress(plan.legs() + " legs for " + seconds + " s, then " + plan.staying() + " for " + recover
                    + " s; best on a machine that does nothing else ...");
            OverloadRun run = new OverloadBench(open, output::progress, clock).run(plan);
            return output.tell(new OverloadReport(run, formula(folder, run.speechShare(), modelMillis))
                    .report(output.command(), made));
        }
    }

    private static Formula formula(ModelFolder folder, double scoredShare, double modelMillis) {
        Duration window = folder.description().window();
        Duration hop = window.compareTo(LONGEST_HOP) < 0 ? window : LONGEST_HOP;
        return new Formula(hop, scoredShare, modelMillis, Machine.cores());
    }

    private OverloadPlan plan(Formula formula) {
        int count = legs != null
                ? legs
                : (int) Math.min(MOST_LEGS, Math.max(1, Math.round(formula.legs() * share / PERCENT)));
        int staying = Math.max(1, (int) Math.round(count * stay / PERCENT));
        return new OverloadPlan(
                count,
                staying,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(recover),
                options.seed(),
                options.firstPort());
    }

    private void check() {
        output.check();
        within("--share", share, 1, 1_000);
        if (legs != null) {
            within("--legs", legs, 1, MOST_LEGS);
        }
        within("--seconds", seconds, 2, MOST_SECONDS);
        within("--stay", stay, 1, 100);
        within("--recover", recover, 1, MOST_SECONDS);
        options.check(output, (legs == null ? MOST_LEGS : legs) + OverloadPlan.LATE_CALLS);
    }

    private void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw output.wrong(option + " " + value + ": " + least + " to " + most);
        }
    }
}
