package org.undertone.runtime;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part that opens on a thread of its own, beside others. Closed while it still opens, it is closed when it is open. */
final class Opening<T extends AutoCloseable> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final String name;
    private final CompletableFuture<T> opened;

    private Opening(String name, CompletableFuture<T> opened) {
        this.name = name;
        this.opened = opened;
    }

    /** Begins to open a part; what that throws is thrown by {@link #get}. */
    static <T extends AutoCloseable> Opening<T> begin(String name, Supplier<T> open) {
        return new Opening<>(name, CompletableFuture.supplyAsync(open, work -> {
            Thread thread = new Thread(work, "undertone-open-" + name);
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /**
     * The part; waits until it is open.
     *
     * @throws CancellationException if the thread is interrupted meanwhile
     */
    T get() {
        try {
            return opened.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the " + name + " opened");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        // Not waited for: a model may take minutes to open, and one that failed is told by get().
        var unused = opened.thenAccept(this::close);
    }

    private void close(T part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not close well: {}", name, e.toString());
        }
    }
}
