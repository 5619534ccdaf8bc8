package org.undertone.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * What a Java of its own asks for the addresses of names ({@code -Djdk.net.hosts.file}): a named pipe, which it reads anew for
 * each, and for as long as nobody writes there.
 */
final class TestingNames implements AutoCloseable {

    private static final long A_MOMENT = 5_000_000;

    private final Path pipe;
    private final byte[] hosts;
    private volatile boolean deaf;
    private volatile boolean closed;

    TestingNames(Path pipe, String hosts) {
        this.pipe = pipe;
        this.hosts = hosts.getBytes(StandardCharsets.UTF_8);
        Thread thread = new Thread(this::answer, "testing-names");
        thread.setDaemon(true);
        thread.start();
    }

    /** Nobody who asks gets an answer, until {@link #mend}. */
    void fallSilent() {
        deaf = true;
    }

    void mend() {
        deaf = false;
    }

    private void answer() {
        while (!closed) {
            // Waits until somebody reads.
            try (OutputStream out = Files.newOutputStream(pipe)) {
                while (deaf && !closed) {
                    LockSupport.parkNanos(A_MOMENT);
                }
                out.write(hosts);
            } catch (IOException e) {
                // Who asked has gone.
            }
            // Who has read goes before the next is answered.
            LockSupport.parkNanos(A_MOMENT);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
