package org.undertone.lab.asterisk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.lab.tool.Commands;
import org.undertone.lab.tool.Folders;
import org.undertone.lab.tool.Keeper;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Templates;
import org.undertone.lab.tool.Waiting;

/** One private Asterisk: its folder, its process, and the line to its manager. */
public final class AsteriskInstance implements AutoCloseable {
    /** TCP; ARI too. */
    public static final int HTTP_PORT = 8088;
    /** TCP; the manager. */
    public static final int AMI_PORT = 5038;
    /** UDP. */
    public static final int SIP_PORT = 5060;

    /** AF_UNIX names end at 108 bytes; with a longer one Asterisk boots, but its command line never connects. */
    private static final int SOCKET_NAME = 107;

    private static final String SECRET = "lab";
    private static final List<String> COMMON =
            List.of("asterisk.conf", "indications.conf", "logger.conf", "manager.conf", "rtp.conf");

    private final String name;
    private final Path folder;
    private final InetAddress address;
    private final Duration patience;
    private final Consumer<AmiMessage> listener;
    private final Keeper keeper;
    private volatile Optional<Ami> ami = Optional.empty();
    /** Waits for the end of a graceful stop; Asterisk serves nothing else on such a connection. */
    private volatile Optional<Ami> stopping = Optional.empty();

    private AsteriskInstance(Setup setup, Path folder, Keeper keeper) {
        this.name = setup.name();
        this.folder = folder;
        this.address = setup.address();
        this.patience = setup.patience();
        this.listener = setup.listener();
        this.keeper = keeper;
    }

    /**
     * What distinguishes one instance from another.
     *
     * @param name also the folder of its resources: {@code pbx}, {@code phones}
     * @param files its own settings files among those resources
     * @param values what {@code @NAMES@} in the settings files stand for
     * @param listener gets the manager's events, on the manager's thread
     */
    public record Setup(
            String name,
            InetAddress address,
            List<String> files,
            Map<String, String> values,
            Duration patience,
            Consumer<AmiMessage> listener) {}

    /** Writes the settings into a new folder in {@code temp}; nothing runs yet. */
    public static AsteriskInstance prepare(Asterisk asterisk, Path temp, Setup setup) {
        Path folder = Folders.newIn(temp);
        Keeper keeper = Keeper.of(
                folder, asterisk.with("-C", folder.resolve("etc/asterisk.conf").toString(), "-f"));
        try {
            if (folder.resolve("run/asterisk.ctl").toString().length() > SOCKET_NAME) {
                throw new LabException("The folder for temporary files is too deep for Asterisk's control socket: "
                        + temp + ". Start with -Djava.io.tmpdir=/tmp or another short path.");
            }
            write(asterisk, folder, setup);
            return new AsteriskInstance(setup, folder, keeper);
        } catch (IOException e) {
            keeper.close();
            throw new LabException("Cannot write the lab's settings into " + folder + ": " + e.getMessage(), e);
        } catch (LabException e) {
            keeper.close();
            throw e;
        }
    }

    private static void write(Asterisk asterisk, Path folder, Setup setup) throws IOException {
        for (String sub :
                List.of("etc", "lib/keys", "cache", "spool", "run", "log/cdr-custom", "moh", "clips", "recordings")) {
            Files.createDirectories(folder.resolve(sub));
        }
        Path etc = folder.resolve("etc");
        Map<String, String> values = new LinkedHashMap<>(setup.values());
        values.put("ETC", etc.toString());
        values.put("DIR", folder.toString());
        values.put("MODULES", asterisk.modules().toString());
        values.put("DATA", asterisk.data().toString());
        values.put("ADDRESS", setup.address().getHostAddress());
        values.put("LAB_PASSWORD", SECRET);
        for (String empty : Templates.lines("empty.txt")) {
            Files.writeString(etc.resolve(empty), "");
        }
        for (String file : COMMON) {
            Files.writeString(etc.resolve(file), Templates.fill(file, values));
        }
        for (String file : setup.files()) {
            Files.writeString(etc.resolve(file), Templates.fill(setup.name() + "/" + file, values));
        }
        Files.writeString(etc.resolve("modules.conf"), modules(asterisk, setup.name()));
    }

    private static String modules(Asterisk asterisk, String name) {
        return Templates.lines(name + "/modules.txt").stream()
                .filter(module -> Files.exists(asterisk.modules().resolve(module + ".so")))
                .map(module -> "load = " + module + ".so\n")
                .collect(Collectors.joining("", "[modules]\nautoload = no\n", ""));
    }

    /** Starts Asterisk and waits until it has booted. */
    public void start() {
        launch();
        awaitBooted();
    }

    /** Starts Asterisk; it boots by itself. */
    public void launch() {
        hangUpManager();
        keeper.start(patience);
    }

    /**
     * Waits until Asterisk has booted and the manager is connected.
     *
     * @throws LabException with the end of its log, if it ends or takes longer than the setup's patience
     */
    public void awaitBooted() {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            if (!keeper.running()) {
                throw new LabException(
                        notBooted("it ended with status " + keeper.exited().getAsLong()));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new LabException(notBooted("it did not come up within " + patience.toSeconds() + " s"));
            }
            try {
                Ami connected = Ami.connect(new InetSocketAddress(address, AMI_PORT), SECRET, patience, listener);
                ami = Optional.of(connected);
                if (connected.awaitBooted(patience)) {
                    return;
                }
                connected.close();
            } catch (IOException e) {
                Waiting.pause(Duration.ofMillis(20));
            }
        }
    }

    private String notBooted(String what) {
        return "The lab's Asterisk '" + name + "' did not boot: " + what + ". The end of its log:\n"
                + String.join("\n", lastOf(log()));
    }

    private static List<String> lastOf(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 15), lines.size());
    }

    /** What Asterisk printed and logged since it was started first. */
    public List<String> log() {
        return Stream.of("out", "log/messages")
                .flatMap(file -> lines(folder.resolve(file)).stream())
                .toList();
    }

    /** The whole lines that are in a file now; none if there is no file. */
    public List<String> lines(Path file) {
        try {
            // Only whole lines: one may be half written.
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new LabException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** All its files are in here; it goes when the instance is closed. */
    public Path folder() {
        return folder;
    }

    /** The line to the manager of the Asterisk that runs; an error while it is stopped. */
    public Ami ami() {
        return ami.orElseThrow(() -> new LabException("The lab's Asterisk '" + name + "' is stopped; start it first"));
    }

    /** What Asterisk's command line answers. */
    public String command(String line) {
        return String.join("\n", ami().send("Command", Map.of("Command", line)).all("Output"));
    }

    /** The process of the Asterisk that was started last. */
    public long pid() {
        return keeper.pid().orElseThrow(() -> new LabException("The lab's Asterisk '" + name + "' was never started"));
    }

    /** Whether its process is there; a frozen one is. */
    public boolean running() {
        return keeper.running();
    }

    /** Asks Asterisk to end, as an init system would, and waits for it. */
    public void stop() {
        end(program -> {
            // A frozen one would never know. Not afterwards: it may be gone by then.
            thaw();
            program.destroy();
        });
    }

    /** Ends Asterisk as a crash does. */
    public void kill() {
        end(ProcessHandle::destroyForcibly);
    }

    /** Stops the process where it is. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process go on; an error if there is none. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (!running()) {
            throw new LabException("The lab's Asterisk '" + name + "' does not run: it gets no signal " + signal);
        }
        // The shell's own kill: a machine may have no other.
        Commands.Result result =
                Commands.run(Duration.ofSeconds(10), List.of("/bin/sh", "-c", "kill -" + signal + " " + pid()));
        if (!result.ok()) {
            throw new LabException("Cannot send " + signal + " to the lab's Asterisk '" + name + "': " + result.tail());
        }
    }

    /** Asterisk takes no more calls, and ends when it has no channel any more. */
    public void beginGracefulStop() {
        try {
            Ami other = Ami.connect(new InetSocketAddress(address, AMI_PORT), SECRET, patience, event -> {});
            stopping = Optional.of(other);
            other.post("Command", Map.of("Command", "core stop gracefully"));
        } catch (IOException e) {
            throw new LabException("The lab's Asterisk '" + name + "' cannot be told to stop: " + e.getMessage(), e);
        }
    }

    private void end(Consumer<ProcessHandle> how) {
        hangUpManager();
        keeper.program().ifPresent(how);
        if (!Waiting.until(patience, () -> !keeper.running())) {
            throw new LabException("The lab's Asterisk '" + name + "' (process " + keeper.pid() + ") does not end");
        }
    }

    /** Begins the end; {@link #close} waits for it. */
    public void letGo() {
        hangUpManager();
        keeper.letGo();
    }

    private void hangUpManager() {
        ami.ifPresent(Ami::close);
        ami = Optional.empty();
        stopping.ifPresent(Ami::close);
        stopping = Optional.empty();
    }

    @Override
    public void close() {
        letGo();
        keeper.close();
    }
}
