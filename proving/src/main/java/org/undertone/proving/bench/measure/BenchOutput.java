package org.undertone.proving.bench.measure;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.undertone.cli.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a measurement is told: the options that all of them have. */
public final class BenchOutput {

    private static final String STANDARD_OUTPUT = "-";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the figures there too, as JSON; - prints them instead of the tables.")
    private String json;

    @Option(names = "--markdown", description = "Prints the tables in Markdown.")
    private boolean markdown;

    /** Before a minute of measuring, not after. */
    public void check() {
        if (json == null || json.equals(STANDARD_OUTPUT)) {
            return;
        }
        Path file = Path.of(json).toAbsolutePath();
        if (!Files.isDirectory(file.getParent())) {
            throw wrong("--json " + json + ": there is no such folder");
        }
        if (Files.isDirectory(file)) {
            throw wrong("--json " + json + ": is a folder; name a file in it");
        }
    }

    /** Tells it, and returns the exit code. */
    public int tell(BenchReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (STANDARD_OUTPUT.equals(json)) {
            out.print(report.json());
        } else {
            out.print(markdown ? report.markdown() : report.text());
        }
        out.flush();
        if (json != null && !json.equals(STANDARD_OUTPUT)) {
            Files.writeString(Path.of(json), report.json());
        }
        return report.holds() ? ExitCode.DONE : ExitCode.PROBLEM;
    }

    /** A line for whoever waits. */
    public void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    /** The command as it was called. */
    public String command() {
        return "undertone "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }

    /** The error for options that do not go together or cannot be, to be thrown. */
    public ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
