package org.undertone.lab.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The shell script that keeps one program of the lab, and outlives this JVM just long enough to end it and to remove its folder:
 * it reads a pipe whose other end only this JVM holds.
 */
public final class Keeper implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(15);

    private final Path folder;
    private final Process process;
    private final OutputStream pipe;

    private Keeper(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.pipe = process.getOutputStream();
    }

    /** Takes over {@code folder}, which from now on goes when this JVM goes. */
    public static Keeper of(Path folder, List<String> command) {
        Path script = folder.resolve("keeper.sh");
        Templates.copy("keeper.sh", script);
        List<String> line = new ArrayList<>();
        // A session of its own: a signal to the JVM's whole process group must not take the keeper along.
        List.of("/usr/bin/setsid", "/bin/setsid").stream()
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst()
                .ifPresent(line::add);
        line.addAll(List.of("/bin/sh", script.toString(), folder.toString()));
        line.addAll(command);
        try {
            return new Keeper(
                    folder,
                    new ProcessBuilder(line)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            Folders.delete(folder);
            throw new LabException("Cannot run /bin/sh, which keeps the lab's programs: " + e.getMessage(), e);
        }
    }

    /** Starts the program; it must not be running. */
    public void start(Duration patience) {
        try {
            Files.deleteIfExists(folder.resolve("pid"));
            Files.deleteIfExists(folder.resolve("exited"));
            pipe.write("start\n".getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            throw new LabException("The lab's keeper of " + folder + " is gone: " + e.getMessage(), e);
        }
        if (!Waiting.until(patience, () -> pid().isPresent())) {
            throw new LabException("The lab's keeper of " + folder + " did not start its program");
        }
    }

    /** The process of the program that was started last, also if that has ended; empty before the first start. */
    public OptionalLong pid() {
        return number("pid");
    }

    /** The program's exit status, once it has ended. */
    public OptionalLong exited() {
        return number("exited");
    }

    /** Whether the program was started and has not ended. */
    public boolean running() {
        return pid().isPresent() && exited().isEmpty();
    }

    /** A handle on the program, if it runs. */
    public Optional<ProcessHandle> program() {
        OptionalLong pid = pid();
        return pid.isPresent() && running() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
    }

    private OptionalLong number(String name) {
        try {
            String text = Files.readString(folder.resolve(name)).strip();
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new LabException("Cannot read " + folder.resolve(name), e);
        }
    }

    /** Tells the keeper to end the program and to remove the folder; {@link #close} waits until that is done. */
    public void letGo() {
        try {
            pipe.close();
        } catch (IOException e) {
            throw new LabException("Cannot close the pipe to the lab's keeper of " + folder, e);
        }
    }

    @Override
    public void close() {
        letGo();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException(
                        "The lab's keeper (process " + process.pid() + ") did not end its program (process " + pid()
                                + ") within " + END.toSeconds() + " s; end both by hand and remove " + folder);
            }
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }
}
