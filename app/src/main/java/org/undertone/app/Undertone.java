package org.undertone.app;

import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.cli.CheckCommand;
import org.undertone.cli.CommandsBeside;
import org.undertone.cli.DialplanCommand;
import org.undertone.cli.ExitCode;
import org.undertone.cli.RehearseCommand;
import org.undertone.cli.RunCommand;
import org.undertone.cli.SweepCommand;
import org.undertone.cli.calls.CallsCommand;
import org.undertone.cli.deliver.DeliverCommand;
import org.undertone.cli.model.ModelCommand;
import org.undertone.cli.rules.RulesCommand;
import org.undertone.core.fault.UndertoneException;
import org.undertone.runtime.log.Logs;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "undertone",
        version = "Undertone 0.1.0",
        mixinStandardHelpOptions = true,
        description = "Hears how the customer feels on a live Asterisk call, and acts while it still helps.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:found a problem", "2:the command was not understood", "78:the settings are wrong"},
        subcommands = {
            RunCommand.class,
            SweepCommand.class,
            RehearseCommand.class,
            CheckCommand.class,
            CallsCommand.class,
            DeliverCommand.class,
            DialplanCommand.class,
            ModelCommand.class,
            RulesCommand.class
        })
public final class Undertone {

    private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";

    private Undertone() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        // Libraries print and sort by it too, such as picocli the options of a help.
        Locale.setDefault(Locale.ROOT);
        if (args.length > 0) {
            System.setProperty("undertone.log", System.getProperty("undertone.log", logLevel(args[0])));
        }
        // In seconds, less than Asterisk's session_keep_alive of 15: what is sent at the very moment in which the other
        // side closes the connection is lost.
        System.setProperty(KEEP_ALIVE, System.getProperty(KEEP_ALIVE, "10"));
        Logs.tellWhatEndsThreads();
        int code = run(args);
        Logs.flush();
        System.exit(code);
    }

    private static String logLevel(String command) {
        return switch (command) {
            // Their output tells what happens; the log only what goes wrong.
            case "demo", "rehearse", "calls", "deliver", "model", "rules", "bench" -> "WARN";
            // What is wrong are its findings.
            case "check" -> "OFF";
            default -> "INFO";
        };
    }

    /** Runs a command and returns its exit code. */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    /** All commands, ready to run. */
    static CommandLine commandLine() {
        List<CommandsBeside> beside = ServiceLoader.load(CommandsBeside.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        CommandLine line = new CommandLine(new Undertone());
        beside.forEach(more -> more.commands().forEach(line::addSubcommand));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> told(e, command, beside));
    }

    private static int told(Exception e, CommandLine command, List<CommandsBeside> beside) throws Exception {
        if (!explained(e, beside)) {
            throw e;
        }
        command.getErr().println("undertone: " + e.getMessage());
        command.getErr().flush();
        return e instanceof AsteriskException asterisk && asterisk.refused() ? ExitCode.BAD_SETTINGS : ExitCode.PROBLEM;
    }

    /** Whether a fault is one that its message explains, so that no stack trace is needed. */
    private static boolean explained(Exception e, List<CommandsBeside> beside) {
        return e instanceof UndertoneException || beside.stream().anyMatch(more -> more.explains(e));
    }
}
