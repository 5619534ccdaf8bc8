package org.undertone.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How a command speaks. A picocli mixin. */
@Command
public final class Output {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Standard output, for what is told piece by piece; flush it in the end. */
    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Standard error, the same. */
    public PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints to standard output as it is. */
    public void print(String text) {
        out().print(text);
        out().flush();
    }

    /** Prints a line to standard output. */
    public void line(String text) {
        print(text + System.lineSeparator());
    }

    /** Prints a line to standard error for whoever waits or wonders. */
    public void note(String text) {
        err().println(text);
        err().flush();
    }

    /** Prints a line to standard error, with the program's name before it: what was wrong, where, and what to do. */
    public void error(String text) {
        note("undertone: " + text);
    }
}
