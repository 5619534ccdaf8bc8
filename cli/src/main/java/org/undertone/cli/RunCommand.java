package org.undertone.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.check.Leftovers;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.event.CallEvent;
import org.undertone.runtime.Daemon;
import org.undertone.runtime.Guard;
import org.undertone.runtime.StartTimes;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.log.LogFormat;
import org.undertone.runtime.log.Logs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The daemon: runs until it is told to stop, or another takes over its application name. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Hears and helps the calls of a PBX until it is stopped (SIGTERM, Ctrl-C).")
public final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final Clock clock = Clock.systemUTC();
    private final CompletableFuture<Integer> ending = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean starting = new AtomicBoolean(true);
    private Optional<String> life = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Mixin
    private SettingsOption option;

    @Option(
            names = "--log",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "How the log looks, on standard error: text (default) or json, an object a line.")
    private LogFormat format;

    @Override
    public Integer call() {
        Logs.as(format);
        Instant began = ProcessHandle.current().info().startInstant().orElseGet(clock::instant);
        Duration java = Duration.between(began, clock.instant());
        Settings settings;
        try {
            settings = option.load();
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        endOnSignal(Thread.currentThread());
        try (Guard guard = new Guard()) {
            int code = hear(settings, guard, began, java);
            lookWhatIsLeft(settings, guard);
            return code;
        } catch (SettingsException e) {
            // The rule file's, or the model's.
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        } finally {
            ended.complete(null);
        }
    }

    /** From before the start on: a signal that comes while taps are opened must not leave them behind. */
    private void endOnSignal(Thread starter) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            ending.complete(ExitCode.DONE);
                            if (starting.get()) {
                                // It may be waiting for a PBX that boots.
                                starter.interrupt();
                            }
                            ended.join();
                            Logs.flush();
                        },
                        "undertone-stop"));
    }

    private int hear(Settings settings, Guard guard, Instant began, Duration java) {
        try (Daemon daemon = Daemon.start(settings, this::watch, clock)) {
            life = Optional.of(daemon.life());
            guard.watch(SweepCommand.after(spec.root().userObject().getClass(), option.config(), daemon.life()));
            starting.set(false);
            // A signal of this very moment: from here on it is answered by the ending, undisturbed.
            Thread.interrupted();
            LOG.info("hearing the calls of {} ({})", settings.asterisk().url(), daemon.summary());
            LOG.info(
                    "that took {} from the start of the program: java {}, {}",
                    StartTimes.format(Duration.between(began, clock.instant())),
                    StartTimes.format(java),
                    daemon.times());
            return ending.join();
        } catch (CancellationException e) {
            if (!ending.isDone()) {
                throw e;
            }
            // By the signal, which has said how it ends.
            return ending.join();
        }
    }

    /** What could not be removed in closing, as from a PBX that does not answer, the guard removes when it can be. */
    private void lookWhatIsLeft(Settings settings, Guard guard) {
        try {
            if (life.isPresent()) {
                new Leftovers(settings.asterisk()).remove(life.get());
            }
            guard.nothingLeft();
        } catch (IOException e) {
            LOG.warn(
                    "the PBX does not answer ({}); what is left there is removed as soon as it does, for two minutes, and"
                            + " its channels end by then by themselves",
                    e.getMessage());
        }
    }

    private void watch(DaemonEvent event) {
        if (event instanceof DaemonEvent.OnCall call && call.event() instanceof CallEvent.Replaced replaced) {
            LOG.error(
                    "another daemon has taken over the application name '{}': this one ends. Give each daemon a name "
                            + "of its own (asterisk.app) if both are wanted",
                    replaced.app());
            ending.complete(ExitCode.PROBLEM);
        }
    }
}
