package org.undertone.proving.bench.legs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.config.yaml.Durations;
import org.undertone.core.audio.AudioBlock;
import org.undertone.inference.OpenModel;
import org.undertone.inference.bench.BareLoop;
import org.undertone.inference.model.ModelFolder;
import org.undertone.proving.bench.measure.BenchOutput;
import org.undertone.proving.bench.measure.BenchReport;
import org.undertone.proving.bench.measure.Machine;
import org.undertone.proving.bench.measure.SampleSpeech;
import org.undertone.proving.bench.measure.SpeakingLeg;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many legs this machine hears, how late, and what each stage of that costs. */
@Command(
        name = "legs",
        mixinStandardHelpOptions = true,
        description = {
            "Hears many legs at once: RTP from a process of its own comes through the ports, windows, speech detector and"
                    + " engine that hear live calls. Real speech, in exponential spurts of 3 s, half of the time.",
            "Exits with 1 if a window is missing without a reason."
        })
public final class LegsBenchCommand implements Callable<Integer> {

    private static final int MOST_LEGS = 10_000;
    private static final int MOST_SECONDS = 3_600;
    private static final int FIND_SECONDS = 20;
    private static final int SECONDS = 30;
    /** Until Java has compiled what is measured. In a search a try beforehand sees to that. */
    private static final int SETTLE_SECONDS = 10;

    private static final int FIND_SETTLE_SECONDS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration BARE = Duration.ofSeconds(3);
    /** With speech half of the time, more windows hold some. */
    private static final double LIKELY_SCORED = 0.65;

    @Mixin
    private BenchOutput output;

    @Mixin
    private LegsOptions options;

    @Option(names = "--legs", paramLabel = "N", description = "How many; with --find, where the search begins.")
    private Integer legs;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long it is measured; 30 if not said, 20 a try with --find.")
    private Integer seconds;

    @Option(
            names = "--settle",
            paramLabel = "S",
            description = "How long every leg is heard before that; 10 if not said, 2 a try with --find.")
    private Integer settle;

    @Option(names = "--hop", paramLabel = "TIME", description = "From one window to the next; 500ms if not said.")
    private String hop = "500ms";

    @Option(
            names = "--find",
            description = "Looks for the most legs that are carried at 70 %% of the machine, with a p99 of 150 ms.")
    private boolean find;

    @Option(
            names = "--no-scoring",
            description = "Receives and cuts windows, but does not hear them: the tap by itself.")
    private boolean noScoring;

    @Option(
            names = "--shadow",
            paramLabel = "FOLDER",
            description = "A second model hears in the shadow of the first: measured without and with it, in turns.")
    private Path shadow;

    @Override
    public Integer call() throws IOException {
        check();
        ModelFolder folder = ModelFolder.load(options.model());
        Duration hopTime = hop(folder.description().window());
        Clock clock = Clock.systemUTC();
        try (OpenModel open = OpenModel.open(folder, Accelerator.CPU, clock)) {
            LegsBench bench = new LegsBench(open, clock);
            Map<String, String> made = Machine.facts(folder.description().title(), clock);
            if (find) {
                return output.tell(found(bench, folder, hopTime).report(output.command(), made));
            }
            LegsPlan plan = plan(legs == null ? 1 : legs, hopTime);
            output.progress(plan.legs() + " legs, measured for "
                    + Durations.format(plan.time()) + " after " + Durations.format(plan.settle())
                    + " of settling; best on a machine that does nothing else ...");
            BenchReport report = shadow == null
                    ? new LegsReport(bench.run(plan)).report(output.command(), made)
                    : LegsShadow.measured(bench, plan, shadow, clock, output::progress)
                            .report(output.command(), made);
            return output.tell(report);
        }
    }

    private FindReport found(LegsBench bench, ModelFolder folder, Duration hopTime) {
        double before = bareMillis(folder);
        Formula guess = new Formula(hopTime, LIKELY_SCORED, before, Machine.cores());
        int first = legs == null ? Math.max(1, Math.min(MOST_LEGS, (int) guess.legs())) : legs;
        output.progress("warming up ...");
        // Not counted: until Java has compiled what is measured, it would be taken for what legs cost.
        bench.run(plan(first, hopTime).forTime(WARM_UP, Duration.ofSeconds(SETTLE_SECONDS)));
        LegsFind.Found found = new LegsFind(bench::run, output::progress).from(plan(first, hopTime));
        double millis = (before + bareMillis(folder)) / 2;
        double share = found.best().scoredShare();
        return new FindReport(found, new Formula(hopTime, share, millis, Machine.cores()));
    }

    private LegsPlan plan(int count, Duration hopTime) {
        int time = seconds != null ? seconds : find ? FIND_SECONDS : SECONDS;
        int settles = settle != null ? settle : find ? FIND_SETTLE_SECONDS : SETTLE_SECONDS;
        return new LegsPlan(
                count,
                Duration.ofSeconds(time),
                Duration.ofSeconds(settles),
                hopTime,
                !noScoring,
                options.seed(),
                options.firstPort());
    }

    /** The bare model's CPU time of a window, with all cores at work. */
    public static double bareMillis(ModelFolder folder) {
        Duration window = folder.description().window();
        try (BareLoop bare = BareLoop.open(folder)) {
            return bare.run(
                            SpeakingLeg.some(16, SampleSpeech.blocks(), window, Clock.systemUTC()),
                            1,
                            Machine.cores(),
                            BARE)
                    .cpuMillis();
        }
    }

    private void check() {
        output.check();
        if (find && noScoring) {
            throw output.wrong("--find with --no-scoring: it looks for what the scoring carries; leave one out");
        }
        if (shadow != null && (find || noScoring)) {
            throw output.wrong("--shadow with " + (find ? "--find" : "--no-scoring")
                    + ": it hears what the first model scores of so many legs; leave one out");
        }
        if (legs == null && !find) {
            throw output.wrong("--legs is missing: say how many, or --find to look for the most");
        }
        if (legs != null && (legs < 1 || legs > MOST_LEGS)) {
            throw output.wrong("--legs " + legs + ": 1 to " + MOST_LEGS);
        }
        if (seconds != null && (seconds < 1 || seconds > MOST_SECONDS)) {
            throw output.wrong("--seconds " + seconds + ": 1 to " + MOST_SECONDS);
        }
        if (settle != null && (settle < 0 || settle > MOST_SECONDS)) {
            throw output.wrong("--settle " + settle + ": 0 to " + MOST_SECONDS);
        }
        options.check(output, find ? MOST_LEGS : legs);
    }

    private Duration hop(Duration window) {
        Duration time =
                Durations.parse(hop).orElseThrow(() -> output.wrong("--hop " + hop + ": a time such as 500ms or 1.5s"));
        boolean whole = time.toMillis() > 0 && time.toMillis() % AudioBlock.LENGTH.toMillis() == 0;
        if (!whole || time.compareTo(window) > 0) {
            throw output.wrong(
                    "--hop " + hop + ": a multiple of 100ms, up to the model's window of " + Durations.format(window));
        }
        return time;
    }
}
