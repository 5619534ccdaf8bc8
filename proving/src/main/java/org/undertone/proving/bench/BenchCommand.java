package org.undertone.proving.bench;

import org.undertone.proving.bench.legs.LegsBenchCommand;
import org.undertone.proving.bench.model.ModelBenchCommand;
import org.undertone.proving.bench.overload.OverloadBenchCommand;
import org.undertone.proving.bench.pbx.PbxBenchCommand;
import org.undertone.proving.bench.pbx.StartBenchCommand;
import org.undertone.proving.bench.rules.RulesBenchCommand;
import org.undertone.proving.bench.taps.TapsBenchCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the commands that measure. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "How many calls this machine can hear, and how late.",
        subcommands = {
            ModelBenchCommand.class,
            LegsBenchCommand.class,
            OverloadBenchCommand.class,
            PbxBenchCommand.class,
            RulesBenchCommand.class,
            TapsBenchCommand.class,
            StartBenchCommand.class
        })
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "bench: say what, one of " + spec.commandLine().getSubcommands().keySet());
    }
}
