package org.undertone.app;

import java.util.Locale;
import org.undertone.app.bench.BenchCommand;
import org.undertone.app.bench.BenchException;
import org.undertone.app.calls.CallsCommand;
import org.undertone.app.deliver.DeliverCommand;
import org.undertone.app.demo.DemoCommand;
import org.undertone.app.log.Logs;
import org.undertone.app.metrics.MetricsException;
import org.undertone.app.model.ModelCommand;
import org.undertone.app.rules.RulesCommand;
import org.undertone.aribridge.AsteriskException;
import org.undertone.config.SettingsException;
import org.undertone.inference.ModelException;
import org.undertone.inference.evaluate.DatasetException;
import org.undertone.inference.files.AudioFileException;
import org.undertone.lab.LabException;
import org.undertone.ledger.LedgerException;
import org.undertone.mediatap.MediaException;
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
            DemoCommand.class,
            ModelCommand.class,
            RulesCommand.class,
            BenchCommand.class
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
        // side
        // closes the connection is lost.
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
        return new CommandLine(new Undertone())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> told(e, command))
                .execute(args);
    }

    private static int told(Exception e, CommandLine command) throws Exception {
        if (!expected(e)) {
            throw e;
        }
        command.getErr().println("undertone: " + e.getMessage());
        command.getErr().flush();
        return e instanceof AsteriskException asterisk && asterisk.refused() ? ExitCode.BAD_SETTINGS : ExitCode.PROBLEM;
    }

    /** Whether a fault is one that its message explains, so that no stack trace is needed. */
    private static boolean expected(Exception e) {
        return e instanceof SettingsException
                || e instanceof BenchException
                || e instanceof ModelException
                || e instanceof DatasetException
                || e instanceof AudioFileException
                || e instanceof LedgerException
                || e instanceof MediaException
                || e instanceof MetricsException
                || e instanceof AsteriskException
                || e instanceof LabException;
    }
}
