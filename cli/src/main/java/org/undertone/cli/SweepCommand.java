package org.undertone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.check.Leftovers;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.runtime.Guard;
import org.undertone.runtime.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tidies up after a daemon that was killed; {@link Guard} starts it. */
@Command(
        name = SweepCommand.NAME,
        hidden = true,
        mixinStandardHelpOptions = true,
        description =
                "Removes from the PBX what one 'undertone run' left there that was killed, which starts this itself.")
public final class SweepCommand implements Callable<Integer> {

    static final String NAME = "sweep";
    private static final String CONFIG = "--config";
    private static final String IDS = "--ids";

    private static final Logger LOG = LoggerFactory.getLogger(SweepCommand.class);
    /** By then the leases of what is left are over, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(110);

    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** A daemon that is started anew at once lights no lamp before. */
    private static final Duration LAMPS = Duration.ofSeconds(5);

    @Mixin
    private Output output;

    @Option(names = CONFIG, required = true, paramLabel = "FILE", description = "The settings of that daemon.")
    private Path config;

    @Option(names = IDS, required = true, paramLabel = "PREFIX", description = "How the ids of all begin that it made.")
    private String ids;

    private int removed;
    private int lamps;

    /**
     * The main class and its arguments that sweep up after a daemon.
     *
     * @param program the class of the program's command line, which this is a command of
     * @param config the daemon's settings
     * @param ids how the ids of all begin that it makes on the PBX
     */
    static List<String> after(Class<?> program, Path config, String ids) {
        return List.of(program.getName(), NAME, CONFIG, config.toAbsolutePath().toString(), IDS, ids);
    }

    @Override
    public Integer call() {
        if (!ids.matches("undertone\\..+\\.[0-9a-z]+\\.")) {
            output.error(IDS + " '" + ids + "' does not name one life of Undertone");
            return ExitCode.USAGE;
        }
        Settings settings;
        try {
            settings = SettingsFile.loader(System.getenv()).load(config);
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        long began = System.nanoTime();
        while (since(began).compareTo(PATIENCE) < 0) {
            if (swept(new Leftovers(settings.asterisk()), since(began).compareTo(LAMPS) < 0)) {
                LOG.warn(
                        "Undertone ended without tidying up; {} channels and bridges of it were removed from the PBX,"
                                + " and {} lamps put out",
                        removed,
                        lamps);
                return ExitCode.DONE;
            }
            LockSupport.parkNanos(AGAIN.toNanos());
        }
        LOG.error(
                "Undertone ended without tidying up, and the PBX did not let its bridges and lamps be removed; the next start does it");
        return ExitCode.PROBLEM;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Whether nothing is left; looks again until it has seen that. */
    private boolean swept(Leftovers leftovers, boolean withLamps) {
        try {
            lamps += withLamps ? leftovers.putOutLamps() : 0;
            int now = leftovers.remove(ids);
            removed += now;
            return now == 0;
        } catch (IOException e) {
            LOG.info("what Undertone left cannot be removed yet, trying again: {}", e.toString());
            return false;
        }
    }
}
