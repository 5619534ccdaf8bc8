package org.undertone.lab.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, with a limit, and hands back what it printed. */
public final class Commands {
    private Commands() {}

    /**
     * What a program came to.
     *
     * @param exit the exit status
     * @param output standard output and errors together
     */
    public record Result(int exit, String output) {
        /** Whether it ended with status 0. */
        public boolean ok() {
            return exit == 0;
        }

        /** The last lines, for an error's message. */
        public String tail() {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        }
    }

    /** Runs {@code command} without input; past the limit it is killed, and that is an error. */
    public static Result run(Duration limit, List<String> command) {
        try {
            // A file, not a pipe: a pipe that nobody empties would hold the program up.
            Path output = Files.createTempFile("utl", ".out");
            try {
                return run(limit, command, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new LabException("Cannot run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static Result run(Duration limit, List<String> command, Path output) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result(process.exitValue(), printed(output));
            }
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        throw new LabException(command.get(0) + " did not end within " + limit.toSeconds() + " s; it printed:\n"
                + new Result(-1, printed(output)).tail());
    }

    /** Whatever the bytes are: a program may print in any encoding. */
    private static String printed(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }
}
