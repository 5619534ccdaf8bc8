package org.undertone.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.runtime.SettingsFile;
import picocli.CommandLine.Option;

/** The settings that a command asks for. A picocli mixin. */
public final class SettingsOption {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The settings; config/undertone.yaml shows every key.")
    private Path config;

    /** The settings; empty where they are wrong, which is told then. End with {@link ExitCode#BAD_SETTINGS}. */
    public Optional<Settings> read(Output output) {
        try {
            return Optional.of(load());
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The settings.
     *
     * @throws SettingsException with all that is wrong with them
     */
    public Settings load() {
        return SettingsFile.loader(System.getenv()).load(config);
    }

    /** The settings file. */
    public Path config() {
        return config;
    }
}
