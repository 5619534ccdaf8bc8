package org.undertone.proving.bench.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.cli.Shipped;
import org.undertone.inference.model.ModelFolder;
import org.undertone.proving.bench.measure.BenchOutput;
import org.undertone.proving.bench.measure.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the whole daemon does with many calls of a real Asterisk. */
@Command(
        name = "pbx",
        mixinStandardHelpOptions = true,
        description = {
            "Places calls through a private Asterisk (fetched once, 90 MB), hears them with the whole daemon, and tells how"
                    + " long taps take, how late assessments are, and how soon alerts act.",
            "Exits with 1 if a customer is not heard within a minute."
        })
public final class PbxBenchCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(PbxBenchCommand.class);
    private static final int MOST_CALLS = 100;
    private static final int MOST_SECONDS = 600;

    @Mixin
    private BenchOutput output;

    @Option(names = "--calls", paramLabel = "N", description = "How many at the same time; 4 if not said.")
    private int calls = 4;

    @Option(names = "--seconds", paramLabel = "S", description = "How long it is measured; 30 if not said.")
    private int seconds = 30;

    @Option(names = "--model", paramLabel = "FOLDER", description = "The model folder; the shipped one if not said.")
    private Path model = Shipped.MODEL;

    @Option(names = "--rules", paramLabel = "FILE", description = "The rule file; if not said, rules that fire often.")
    private Path rules;

    @Override
    public Integer call() throws IOException {
        check();
        String title = ModelFolder.load(model).description().title();
        Clock clock = Clock.systemUTC();
        Path folder = Files.createTempDirectory("undertone-bench-");
        Thread onSignal = new Thread(() -> remove(folder), "undertone-bench-stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            output.progress(
                    "a private Asterisk and its phones start; then " + calls + " calls for " + seconds + " s ...");
            PbxRun run = new PbxBench(model, Optional.ofNullable(rules), clock)
                    .run(calls, Duration.ofSeconds(seconds), folder);
            return output.tell(PbxReport.of(run, output.command(), Machine.facts(title, clock)));
        } finally {
            remove(folder);
            Runtime.getRuntime().removeShutdownHook(onSignal);
        }
    }

    private void check() {
        output.check();
        if (calls < 1 || calls > MOST_CALLS) {
            throw output.wrong("--calls " + calls + ": 1 to " + MOST_CALLS);
        }
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw output.wrong("--seconds " + seconds + ": 1 to " + MOST_SECONDS);
        }
    }

    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} is gone already: {}", folder, e.toString());
        }
    }
}
