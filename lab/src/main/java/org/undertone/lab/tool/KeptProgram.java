package org.undertone.lab.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** A program that the lab runs in a folder of its own; neither outlives the lab, nor its JVM. */
public final class KeptProgram implements AutoCloseable {
    private static final int TOLD_LINES = 15;
    private static final Duration GOODBYES = Duration.ofSeconds(1);

    private final String name;
    private final Path folder;
    private final Keeper keeper;
    private final Duration patience;

    private KeptProgram(String name, Path folder, Keeper keeper, Duration patience) {
        this.name = name;
        this.folder = folder;
        this.keeper = keeper;
        this.patience = patience;
    }

    /** Writes the files that a program reads. */
    public interface Preparation {
        void write() throws IOException;
    }

    /**
     * Starts it.
     *
     * @param name what errors call it
     * @param folder its folder, which goes with it
     * @param files writes its files into the folder
     */
    public static KeptProgram start(
            String name, Path folder, List<String> command, Duration patience, Preparation files) {
        KeptProgram program = new KeptProgram(name, folder, Keeper.of(folder, command), patience);
        try {
            files.write();
            program.keeper.start(patience);
            return program;
        } catch (IOException e) {
            program.close();
            throw new LabException("Cannot write the files of the lab's " + name + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            program.close();
            throw e;
        }
    }

    /** Whether it has not ended yet. */
    public boolean running() {
        return keeper.running();
    }

    /** Its exit status, once it has ended. */
    OptionalLong exited() {
        return keeper.exited();
    }

    /** Waits for its end; an error if it does not come. */
    void awaitEnd() {
        if (!Waiting.until(patience, () -> keeper.exited().isPresent())) {
            throw failed("does not end");
        }
    }

    /** Asks it to end, and ends it if it still has not a second later, for some wait half a minute for answers. */
    public void stop() {
        keeper.program().ifPresent(ProcessHandle::destroy);
        if (!Waiting.until(GOODBYES, () -> keeper.exited().isPresent())) {
            keeper.program().ifPresent(ProcessHandle::destroyForcibly);
            awaitEnd();
        }
    }

    /** What it printed so far, whole lines. */
    public List<String> log() {
        String text = text("out");
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** What is in a file of its folder now, nothing if there is none; in whatever encoding, so byte by byte. */
    public String text(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new LabException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** An error that tells what it printed last. */
    public LabException failed(String what) {
        List<String> log = log();
        return new LabException("The lab's " + name + " " + what
                + exited().stream()
                        .mapToObj(status -> " (it ended with status " + status + ")")
                        .findFirst()
                        .orElse("")
                + ". It printed last:\n"
                + String.join("\n", log.subList(Math.max(0, log.size() - TOLD_LINES), log.size())));
    }

    /** Begins the end; {@link #close} waits for it. */
    void letGo() {
        keeper.letGo();
    }

    @Override
    public void close() {
        keeper.close();
    }
}
