package org.undertone.aribridge.calls;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.OneThread;
import org.undertone.aribridge.link.Threads;

/**
 * The one thread on which calls are followed, {@code undertone-calls}, and the timer that brings back to it what is to be
 * done later. Any thread may give it something to do.
 */
public final class CallsThread implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallsThread.class);
    private static final int WAITING = 20_000;
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final OneThread calls;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("undertone-timer"));

    /**
     * Makes one.
     *
     * @param lookAgain run on it after a task that did not come to its end, and after tasks that found no room: what calls
     *     there are is then to be asked of the PBX
     */
    public CallsThread(Runnable lookAgain) {
        this.calls = new OneThread("undertone-calls", WAITING, lookAgain);
    }

    @Override
    public void execute(Runnable task) {
        calls.execute(task);
    }

    /** Does something however much waits: whoever asks for it waits until there is room. */
    public void executeSurely(Runnable task) {
        calls.executeSurely(task);
    }

    /** Does something some time later, unless the timer has been stopped. */
    public void later(Runnable task, Duration delay) {
        after(delay, () -> execute(task));
    }

    /** Does something some time later, on the timer's own thread: it must be short. */
    public void after(Duration delay, Runnable task) {
        try {
            var unused = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is done later any more");
        }
    }

    /** Does something again and again, on the timer's own thread: it must be short, and hand on the rest. */
    public void every(Runnable task, Duration time) {
        var unused = timer.scheduleWithFixedDelay(task, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing is done later any more. */
    public void stopTimer() {
        timer.shutdownNow();
    }

    /** Ends when what it was given is done, within bounds. */
    @Override
    public void close() {
        timer.shutdownNow();
        calls.shutdown();
        try {
            if (!calls.endsWithin(ENDING)) {
                LOG.warn("call events did not come to an end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
