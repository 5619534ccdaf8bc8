package org.undertone.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nothing is left on the PBX when this program is killed or crashes: a shell waits at the other end of a pipe,
 * which the kernel closes with this program, however it ends. If it ends without a word, the shell becomes what sweeps up
 * after it. Costs one sleeping shell.
 */
public final class Guard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final String WELL = "done";
    /** Signals that are meant for the program: it tells the shell itself when it has ended well. */
    private static final String SCRIPT =
            "trap '' INT TERM HUP; read -r word; [ \"$word\" = " + WELL + " ] || exec \"$@\"";

    private Optional<Process> shell = Optional.empty();
    private boolean nothingLeft;

    /**
     * Begins to watch.
     *
     * @param sweep the main class that sweeps, and its arguments; it has the class path of this program
     */
    public void watch(List<String> sweep) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                SCRIPT,
                "undertone-guard",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(sweep);
        ProcessBuilder builder = new ProcessBuilder(command);
        try {
            shell = Optional.of(builder.redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            LOG.warn(
                    "if this program is killed, empty bridges and lamps of it stay on the PBX until its next start: {}",
                    e.getMessage());
        }
    }

    /** The program has left nothing: there will be nothing to do. */
    public void nothingLeft() {
        nothingLeft = true;
    }

    /** The program ends; the shell does what is left to do, if anything is. */
    @Override
    public void close() {
        shell.ifPresent(process -> {
            try (OutputStream word = process.getOutputStream()) {
                if (nothingLeft) {
                    word.write((WELL + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                LOG.debug("the guard is gone already: {}", e.getMessage());
            }
        });
    }
}
