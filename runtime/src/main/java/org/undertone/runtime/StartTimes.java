package org.undertone.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How long each part of a start took until calls are heard. Parts may go beside each other: they are more than the whole in sum,
 * then. Any thread.
 */
public final class StartTimes {

    private final LongSupplier nanoTime;
    private final Map<String, Duration> parts = new LinkedHashMap<>();

    /**
     * Begins.
     *
     * @param nanoTime as {@link System#nanoTime} tells it
     */
    StartTimes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private synchronized void took(String part, Duration time) {
        parts.merge(part, time, Duration::plus);
    }

    /** Does a part, however it ends. */
    <T> T of(String part, Supplier<T> work) {
        long from = nanoTime.getAsLong();
        try {
            return work.get();
        } finally {
            took(part, Duration.ofNanos(nanoTime.getAsLong() - from));
        }
    }

    /** Does a part, however it ends. */
    void of(String part, Runnable work) {
        of(part, () -> {
            work.run();
            return true;
        });
    }

    private synchronized Map<String, Duration> parts() {
        return new LinkedHashMap<>(parts);
    }

    /** The parts for the log, in the order in which they ended, such as {@code rules 0.41 s, ledger 1.27 s}. */
    @Override
    public String toString() {
        return parts().entrySet().stream()
                .map(part -> part.getKey() + " " + format(part.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** In seconds, such as {@code 1.27 s}. */
    public static String format(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
    }
}
