package org.undertone.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, as an admin runs it, with everything that it prints. */
final class TestingProcess implements AutoCloseable {

    private final Process process;
    private final Process watch;
    private final Path output;

    private TestingProcess(Process process, Process watch, Path output) {
        this.process = process;
        this.watch = watch;
        this.output = output;
    }

    static TestingProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, List.of(), arguments);
    }

    /** With options of its JVM. */
    static TestingProcess start(Path folder, List<String> options, String... arguments) throws IOException {
        Path output = Files.createTempFile(folder, "undertone-", ".log");
        return start(folder, output, options, arguments);
    }

    /** With that file, or named pipe, as its standard output and error, and those options of Java's. */
    static TestingProcess start(Path folder, Path output, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.io.tmpdir=" + folder));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Undertone.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new TestingProcess(process, endWithThisJvm(process), output);
    }

    /**
     * Where this JVM is killed, the program would look for its PBX for ever, and join whichever lab is next at that address.
     * The kernel closes the pipe in any case.
     */
    private static Process endWithThisJvm(Process process) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r line; kill -9 \"$0\"", Long.toString(process.pid())).start();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }

    /** The processes that it has started and that go on. */
    List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** Waits for its end and returns its exit code. */
    int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end:\n" + output());
        }
        return process.exitValue();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does. */
    void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        // Before the process, whose number may soon be another's.
        watch.destroyForcibly();
        process.destroyForcibly();
    }
}
