package org.undertone.lab.sip;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits that end: with what was waited for, or with an error that says what did not come. */
final class Waits {
    private Waits() {}

    static <T> T get(CompletableFuture<T> future, Duration atMost, String problem) {
        try {
            return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SipException(problem + " within " + atMost.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new SipException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SipException(problem + ": interrupted", e);
        }
    }
}
