package org.undertone.inference.remote;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits, on a thread of its own, for a server that is away: examines it every few seconds until it passes. A server that
 * comes back again and again and never stays is examined less and less often. Thread-safe.
 */
final class Absence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Absence.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Examination examination;
    private final Duration first;
    private final Runnable back;
    private final ScheduledThreadPoolExecutor executor;
    private Duration pause = Duration.ZERO;
    private String told = "";

    /**
     * Waits for nothing yet.
     *
     * @param first the time between examinations
     * @param back told when the server passed
     */
    Absence(Examination examination, Duration first, Runnable back) {
        this.examination = examination;
        this.first = first;
        this.back = back;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "undertone-model-server");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Begins.
     *
     * @param stayed whether the server had worked well for a while
     */
    synchronized void begin(boolean stayed) {
        Duration twice = pause.multipliedBy(2);
        pause = stayed || pause.isZero() ? first : twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        told = "";
        next();
    }

    private synchronized void next() {
        try {
            var unused = executor.schedule(this::examine, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("not waited for the model server any more: closed");
        }
    }

    private void examine() {
        boolean passed = false;
        try {
            examination.pass();
            passed = true;
        } catch (ServerException e) {
            tell(e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("the model server could not be examined", e);
        }
        if (passed) {
            back.run();
        } else {
            next();
        }
    }

    /** It may have come back as another one, which the admin must know of; the same reason is not told again. */
    private synchronized void tell(String reason) {
        if (!reason.equals(told)) {
            LOG.info("the model server is not used yet: it {}", reason);
        }
        told = reason;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
