package org.undertone.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.FindingText;
import org.undertone.cli.Output;
import org.undertone.core.event.Finding;
import org.undertone.inference.trial.ModelCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells whether a model folder can be used, what is wrong with it, and how to use it. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Looks whether a model folder can be used: labels, checksum, shapes, silent, loud and clipped sound, other"
                    + " lengths, batches, speed; and says what to write into undertone.yaml.",
            "Changes nothing. Takes some dozen windows' time on one processor. Warnings do not count as problems."
        })
final class AddCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Parameters(paramLabel = "DIR", description = "The folder, with model.onnx and model.yaml.")
    private Path folder;

    @Override
    public Integer call() {
        List<Finding> findings = new ModelCheck(folder, Clock.systemUTC()).run();
        PrintWriter out = output.out();
        findings.forEach(finding -> out.print(FindingText.line(finding)));
        long problems = count(findings, Finding.State.PROBLEM);
        out.printf("%n%s%n", problems == 0 ? use(findings) : refusal(problems, findings));
        out.flush();
        return problems == 0 ? ExitCode.DONE : ExitCode.PROBLEM;
    }

    private String use(List<Finding> findings) {
        long warnings = count(findings, Finding.State.WARNING);
        return "This model can be used" + (warnings == 0 ? "" : ", but see what is marked with !")
                + ". In undertone.yaml:%n%n  model:%n    folder: %s"
                        .formatted(folder.toAbsolutePath().normalize());
    }

    private static String refusal(long problems, List<Finding> findings) {
        return "This model cannot be used: " + problems + (problems == 1 ? " problem, " : " problems, ")
                + count(findings, Finding.State.UNKNOWN) + " not looked at.";
    }

    private static long count(List<Finding> findings, Finding.State state) {
        return findings.stream().filter(finding -> finding.state() == state).count();
    }
}
