package org.undertone.cli.model;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the commands about models. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "What can be done with a model before it hears a call.",
        subcommands = {
            AdaptCommand.class,
            AddCommand.class,
            EvaluateCommand.class,
            ExportTritonCommand.class,
            HearCommand.class
        })
public final class ModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "model: say what, one of " + spec.commandLine().getSubcommands().keySet());
    }
}
