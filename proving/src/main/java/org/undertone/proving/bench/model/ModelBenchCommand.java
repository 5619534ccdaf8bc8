package org.undertone.proving.bench.model;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.undertone.cli.Shipped;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.inference.Assessor;
import org.undertone.inference.OpenModel;
import org.undertone.inference.bench.BareLoop;
import org.undertone.inference.model.ModelFolder;
import org.undertone.proving.bench.measure.BenchOutput;
import org.undertone.proving.bench.measure.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How near the engine comes to what the model itself costs. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = {
            "Times a model: windows a second and CPU time a window, by batch and threads, in a bare ONNX Runtime loop and"
                    + " in the engine that scores live calls, both on real speech and in turns.",
            "On the CPU, and on a machine that does nothing else: what else runs is in every figure."
        })
public final class ModelBenchCommand implements Callable<Integer> {

    private static final int MOST_SECONDS = 3_600;
    private static final int MOST = 256;

    @Mixin
    private BenchOutput output;

    @Option(names = "--model", paramLabel = "FOLDER", description = "The model folder; the shipped one if not said.")
    private Path model = Shipped.MODEL;

    @Option(names = "--seconds", paramLabel = "S", description = "How long it takes, about; 60 if not said.")
    private int seconds = 60;

    @Option(names = "--batch", split = ",", paramLabel = "N", description = "Batch sizes; 1,2,4,8 if not said.")
    private List<Integer> batches = List.of(1, 2, 4, 8);

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description = "Numbers of threads; 1 and as many as there are cores if not said.")
    private List<Integer> threads = Stream.of(1, Machine.cores()).distinct().toList();

    @Override
    public Integer call() throws IOException {
        check();
        Clock clock = Clock.systemUTC();
        ModelFolder folder = ModelFolder.load(model);
        output.progress("about " + seconds + " s; best on a machine that does nothing else ...");
        try (BareLoop bare = BareLoop.open(folder);
                OpenModel open = OpenModel.open(folder, Accelerator.CPU, clock)) {
            ModelBench bench = new ModelBench(
                    bare,
                    Assessor.usual(open.scorer(), open.vad()),
                    open.scorer().model().window(),
                    withOne(),
                    threads,
                    clock);
            ModelBench.Result result = bench.run(Duration.ofSeconds(seconds));
            return output.tell(ModelBenchReport.of(
                    result,
                    output.command(),
                    Machine.facts(open.scorer().model().title(), clock)));
        }
    }

    /** The engine is compared with batches of 1, as it takes on a CPU. */
    private List<Integer> withOne() {
        return Stream.concat(Stream.of(1), batches.stream()).distinct().toList();
    }

    private void check() {
        output.check();
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw output.wrong("--seconds " + seconds + ": 1 to " + MOST_SECONDS);
        }
        batches.forEach(batch -> require("--batch", batch));
        threads.forEach(count -> require("--threads", count));
    }

    private void require(String option, int value) {
        if (value < 1 || value > MOST) {
            throw output.wrong(option + " " + value + ": 1 to " + MOST);
        }
    }
}
