package org.undertone.proving.bench.measure;

import java.time.Duration;

/** Waiting while others are measured. */
public final class BenchPause {

    private BenchPause() {}

    /** BenchPause that long; an error if the thread is interrupted. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while it measured", e);
        }
    }
}
