package org.undertone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.undertone.runtime.Daemon;
import org.undertone.runtime.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does what a daemon does when it starts, without a PBX and with a ledger that is thrown away, so that Java can write down the
 * classes that takes: {@code ./undertone} does so after a build, and later starts read that instead of class by class
 * (Java's class data sharing).
 */
@Command(
        name = "rehearse",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Does what 'run' does at its start, without a PBX, and ends; ./undertone calls it after a build.")
public final class RehearseCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "HOME", description = "Where the model and the rules that ship are.")
    private Path home;

    @Parameters(
            index = "1",
            paramLabel = "FOLDER",
            description = "An empty folder for what is written; nothing in it is needed later.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Path file = folder.resolve("undertone.yaml");
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        """
                        asterisk: {url: 'http://127.0.0.1:8088/', user: undertone, password: none}
                        model: {folder: '%s', accelerator: cpu}
                        rules: '%s'
                        ledger: undertone.db
                        profiles: [{name: support, queues: [support]}]
                        """,
                        inHome("inference/models/moonshine-tiny-emotion"),
                        inHome("config/rules.yaml")));
        Daemon.rehearse(SettingsFile.loader(System.getenv()).load(file), Clock.systemUTC());
        return ExitCode.DONE;
    }

    private String inHome(String path) {
        return home.resolve(path).toAbsolutePath().toString().replace("'", "''");
    }
}
