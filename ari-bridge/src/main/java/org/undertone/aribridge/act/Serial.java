package org.undertone.aribridge.act;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other, in order, on threads that it shares with others. */
final class Serial implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Serial.class);
    private static final int WAITING = 200;

    private final Executor threads;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private boolean running;

    Serial(Executor threads) {
        this.threads = threads;
    }

    @Override
    public synchronized void execute(Runnable task) {
        if (queue.size() >= WAITING) {
            LOG.error("a task was dropped: {} are waiting", WAITING);
            return;
        }
        executeSurely(task);
    }

    /** Runs that task in its turn however many wait: for what must not be dropped and comes seldom. */
    synchronized void executeSurely(Runnable task) {
        queue.add(task);
        if (!running) {
            next();
        }
    }

    private synchronized void next() {
        Runnable task = queue.poll();
        running = task != null;
        if (running) {
            try {
                threads.execute(() -> run(task));
            } catch (RejectedExecutionException e) {
                LOG.debug("nothing is done any more");
            }
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task failed", e);
        } finally {
            next();
        }
    }
}
