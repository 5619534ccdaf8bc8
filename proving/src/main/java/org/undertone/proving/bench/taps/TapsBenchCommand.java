package org.undertone.proving.bench.taps;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.undertone.config.yaml.Durations;
import org.undertone.proving.bench.measure.BenchOutput;
import org.undertone.proving.bench.measure.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a tap costs by each way that sound may come. */
@Command(
        name = "taps",
        mixinStandardHelpOptions = true,
        description = {
            "Hears the same calls of a private Asterisk (fetched once, 90 MB) by RTP and by websocket in turns, without judging"
                    + " them, and tells how long taps take, what they cost here and on the PBX, and how late sound is on a"
                    + " poor line.",
            "Exits with 1 if a customer is not heard within a minute."
        })
public final class TapsBenchCommand implements Callable<Integer> {

    private static final int MOST_CALLS = 60;
    private static final int MOST_SECONDS = 120;
    private static final int MOST_ROUNDS = 20;
    private static final Duration SETTLES = Duration.ofSeconds(3);

    @Mixin
    private BenchOutput output;

    @Option(names = "--calls", paramLabel = "N", description = "How many at the same time; 20 if not said.")
    private int calls = 20;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each turn is measured; 10 if not said.")
    private int seconds = 10;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each way has two turns; 3 if not said.")
    private int rounds = 3;

    @Option(
            names = "--jitter",
            paramLabel = "TIME",
            description = "How late a packet is on the poor line, at most; 300ms if not said.")
    private String jitter = "300ms";

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            description = "How many packets of a hundred the poor line loses; 1 if not said.")
    private double loss = 1;

    @Override
    public Integer call() throws IOException {
        TapsPlan plan = plan();
        Clock clock = Clock.systemUTC();
        Map<String, String> facts = Machine.facts("none", clock);
        facts.remove("model");
        facts.remove("GPU");
        TapsRun run = new TapsBench(plan, clock, output::progress).run();
        return output.tell(TapsReport.of(run, output.command(), facts));
    }

    private TapsPlan plan() {
        output.check();
        if (calls < 1 || calls > MOST_CALLS) {
            throw output.wrong("--calls " + calls + ": 1 to " + MOST_CALLS);
        }
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw output.wrong("--seconds " + seconds + ": 1 to " + MOST_SECONDS);
        }
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw output.wrong("--rounds " + rounds + ": 1 to " + MOST_ROUNDS);
        }
        Duration late = Durations.parse(jitter)
                .orElseThrow(() -> output.wrong("--jitter " + jitter + ": a duration such as 300ms"));
        if (!(loss >= 0 && loss < 100)) {
            throw output.wrong("--loss " + loss + ": 0 to less than 100");
        }
        return new TapsPlan(calls, SETTLES, Duration.ofSeconds(seconds), rounds, late, loss / 100);
    }
}
