package org.undertone.aribridge.link;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that does what it is given, in order. Any thread may give it something, and waits for nothing: what finds no
 * room is dropped and counted, and once there is room again, or after something that did not come to its end, it does what
 * makes up for that.
 */
public final class OneThread implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(OneThread.class);
    private static final long A_MOMENT = 1_000_000;

    private final String name;
    private final int room;
    private final Runnable missed;
    private final AtomicBoolean toMakeUp = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor thread;

    /**
     * Makes one.
     *
     * @param room how much may wait
     * @param missed makes up for what was dropped or failed; on the thread itself
     */
    public OneThread(String name, int room, Runnable missed) {
        this.name = name;
        this.room = room;
        this.missed = missed;
        this.thread =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(room), Threads.daemon(name));
    }

    @Override
    public void execute(Runnable task) {
        if (!taken(task) && !thread.isShutdown()) {
            toMakeUp.set(true);
            long count = dropped.incrementAndGet();
            if (Long.bitCount(count) == 1) {
                LOG.error(
                        "{}: {} tasks dropped so far, for {} are waiting; it looks again after those",
                        name,
                        count,
                        room);
            }
        }
    }

    /** Does something however much waits: whoever asks for it waits until there is room. */
    public void executeSurely(Runnable task) {
        while (!taken(task) && !thread.isShutdown() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(A_MOMENT);
        }
    }

    private boolean taken(Runnable task) {
        try {
            thread.execute(() -> {
                guarded(task);
                if (toMakeUp.compareAndSet(true, false)) {
                    guarded(missed);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (AsteriskException e) {
            LOG.warn("{}: something could not be handled, looking again: {}", name, e.getMessage());
            toMakeUp.set(true);
        } catch (RuntimeException e) {
            LOG.error("{}: something could not be handled, looking again", name, e);
            toMakeUp.set(true);
        }
    }

    /** Takes nothing more; what waits is still done. */
    public void shutdown() {
        thread.shutdown();
    }

    /** Waits so long for what is still to be done; false if it was not. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return thread.awaitTermination(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
