package org.undertone.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.Shipped;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.remote.TritonRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model for Triton Inference Server. */
@Command(
        name = "export-triton",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a model folder as a model repository of Triton Inference Server, with dynamic batching, so that a"
                    + " server with a GPU hears for many PBXs (docs/scale-out.md).",
            "Writes over nothing."
        })
final class ExportTritonCommand implements Callable<Integer> {

    private static final int LARGEST_BATCH = 1024;
    private static final int LONGEST_DELAY = 100_000;
    private static final int QUEUE_TIMEOUT = 500_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "DIR", description = "The repository; the model becomes a folder in it.")
    private Path dir;

    @Option(names = "--model", paramLabel = "FOLDER", description = "The model folder; the shipped one if not said.")
    private Path model = Shipped.MODEL;

    @Option(
            names = "--max-batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Windows that may be heard together. Default: ${DEFAULT-VALUE}")
    private int maxBatch;

    @Option(
            names = "--queue-delay",
            paramLabel = "MICROS",
            defaultValue = "5000",
            description = "How long the server may wait for more of them, in microseconds. Default: ${DEFAULT-VALUE}")
    private int queueDelay;

    @Override
    public Integer call() {
        requireWithin("--max-batch", maxBatch, 1, LARGEST_BATCH);
        requireWithin("--queue-delay", queueDelay, 0, LONGEST_DELAY);
        PrintWriter out = output.out();
        try {
            Path written =
                    new TritonRepository(maxBatch, queueDelay, QUEUE_TIMEOUT).write(ModelFolder.load(model), dir);
            out.printf("Written: %s%nServe it: tritonserver --model-repository=%s%n", written, dir.toAbsolutePath());
            return ExitCode.DONE;
        } catch (ModelException e) {
            output.note(e.getMessage());
            return ExitCode.PROBLEM;
        } finally {
            out.flush();
        }
    }

    private void requireWithin(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + value + " is not a number from " + min + " to " + max);
        }
    }
}
