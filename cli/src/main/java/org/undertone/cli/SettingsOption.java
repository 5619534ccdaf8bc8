package org.undertone.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.undertone.config.Settings;
import org.undertone.config.SettingsException;
import org.undertone.runtime.SettingsFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands beside a running Undertone have in common: the settings, and how they speak. A picocli mixin. */
public final class SettingsOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The settings; config/undertone.yaml shows every key.")
    private Path config;

    /** The settings; empty where they are wrong, which is told then. End with {@link ExitCode#BAD_SETTINGS}. */
    public Optional<Settings> settings() {
        try {
            return Optional.of(SettingsFile.loader(System.getenv()).load(config));
        } catch (SettingsException e) {
            error(e.getMessage());
            return Optional.empty();
        }
    }

    /** The settings file. */
    public Path config() {
        return config;
    }

    /** Prints to standard output as it is. */
    public void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    /** Prints a line to standard output. */
    public void line(String text) {
        print(text + System.lineSeparator());
    }

    /** Prints a line to standard error, with the program's name before it. */
    public void error(String text) {
        spec.commandLine().getErr().println("undertone: " + text);
        spec.commandLine().getErr().flush();
    }
}
