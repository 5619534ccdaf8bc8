package org.undertone.cli.deliver;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tickets, texts and webhooks on their way. */
@Command(
        name = "deliver",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what waits to be delivered and what could not be, sends it again, or tests a destination.",
            "May run beside 'undertone run'."
        },
        subcommands = {DeliverListCommand.class, DeliverAgainCommand.class, DeliverTestCommand.class})
public final class DeliverCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand: list, again or test");
    }
}
