package org.undertone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the pieces of dialplan in {@code config/asterisk}, with the names of the reader's own queue and number. */
@Command(
        name = "dialplan",
        mixinStandardHelpOptions = true,
        description = {
            "Prints pieces of dialplan: an announcement, opting out, going on by what was heard, lamps. Calls are heard"
                    + " without any of them.",
            "With --freepbx as for extensions_custom.conf, which Apply Config does not overwrite."
        })
public final class DialplanCommand implements Callable<Integer> {

    /** As in the files. */
    private static final String NUMBER = "15550100100";

    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_.-]{1,79}");
    private static final Pattern DID = Pattern.compile("\\+?[0-9]{1,20}");

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Option(names = "--queue", paramLabel = "NAME", description = "Your queue; on FreePBX its number.")
    private String queue = "";

    @Option(names = "--did", paramLabel = "NUMBER", description = "The number that your customers call.")
    private String did = NUMBER;

    @Option(names = "--freepbx", description = "For FreePBX.")
    private boolean freepbx;

    private final Path home;

    /** With the files that this program came with. */
    public DialplanCommand() {
        this(Shipped.file(""));
    }

    DialplanCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws IOException {
        if (!queue.isEmpty() && !QUEUE.matcher(queue).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--queue " + queue + ": a queue's name has letters, digits, '_', '.' and '-'");
        }
        if (!DID.matcher(did).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--did " + did + ": a number has digits, with or without '+'");
        }
        Path file = home.resolve(
                freepbx ? "config/asterisk/freepbx/extensions_custom.conf" : "config/asterisk/extensions.conf");
        if (!Files.isReadable(file)) {
            output.error(file + " is missing; copy Undertone's folder again");
            return ExitCode.PROBLEM;
        }
        output.print(named(Files.readString(file)));
        return ExitCode.DONE;
    }

    private String named(String text) {
        String example = freepbx ? "600" : "support";
        return text.replaceAll("\\b" + example + "\\b", Matcher.quoteReplacement(queue.isEmpty() ? example : queue))
                .replace(NUMBER, did);
    }
}
