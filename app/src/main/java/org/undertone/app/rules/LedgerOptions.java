package org.undertone.app.rules;

import java.nio.file.Path;
import java.util.Optional;
import org.undertone.app.ExitCode;
import org.undertone.config.Settings;
import org.undertone.config.SettingsException;
import org.undertone.config.SettingsLoader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands about alerts in the ledger have in common: the settings. */
final class LedgerOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The settings; config/undertone.yaml shows every key.")
    private Path config;

    /** The settings; empty where they are wrong, which is told then. End with {@link ExitCode#BAD_SETTINGS}. */
    Optional<Settings> settings() {
        try {
            return Optional.of(new SettingsLoader(System.getenv()).load(config));
        } catch (SettingsException e) {
            error(e.getMessage());
            return Optional.empty();
        }
    }

    Path config() {
        return config;
    }

    void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    void error(String text) {
        spec.commandLine().getErr().println("undertone: " + text);
        spec.commandLine().getErr().flush();
    }
}
