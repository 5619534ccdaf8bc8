package org.undertone.lab.tool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits that end: with what was waited for, or with an error that says what did not come. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(20);

    private Waiting() {}

    /** Looks every 20 ms until {@code reached}; false when {@code atMost} has gone by. */
    public static boolean until(Duration atMost, BooleanSupplier reached) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            pause(STEP);
        }
        return true;
    }

    /** Waits that long; an error if the thread is interrupted. */
    public static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * What the future brings; an error after {@code atMost}, and where the future failed.
     *
     * @param problem how the error's message begins
     */
    public static <T> T get(CompletableFuture<T> future, Duration atMost, Supplier<String> problem) {
        try {
            return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new LabException(problem.get() + " (waited " + atMost.toMillis() + " ms)", e);
        } catch (ExecutionException e) {
            throw new LabException(problem.get() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The error for an interrupted wait, to be thrown; the thread stays interrupted. */
    public static LabException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LabException("The lab was interrupted while it waited", e);
    }
}
