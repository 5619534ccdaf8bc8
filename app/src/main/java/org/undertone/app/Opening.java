package org.undertone.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part that opens on a thread of its own, beside others. Closing it waits for that, and then closes the part. */
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

    /** The part; waits until it is open. */
    T get() {
        try {
            return opened.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        opened.handle((part, failure) -> {
                    // One that failed is told by get().
                    if (failure == null) {
                        close(part);
                    }
                    return part;
                })
                .join();
    }

    private void close(T part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not close well: {}", name, e.toString());
        }
    }
}
