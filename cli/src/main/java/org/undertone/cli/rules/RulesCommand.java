package org.undertone.cli.rules;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the commands about rules. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "What can be done with a rule file before it decides, and what it decided.",
        subcommands = {
            RulesCheckCommand.class,
            RulesTestCommand.class,
            RulesReplayCommand.class,
            RulesExplainCommand.class,
            RulesJudgeCommand.class,
            RulesReviewCommand.class,
            RulesTuneCommand.class
        })
public final class RulesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "rules: say what, one of " + spec.commandLine().getSubcommands().keySet());
    }
}
