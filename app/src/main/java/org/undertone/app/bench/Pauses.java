package org.undertone.app.bench;

import java.time.Duration;

/** Waiting while others are measured. */
final class Pauses {

    private Pauses() {}

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while it measured", e);
        }
    }
}
