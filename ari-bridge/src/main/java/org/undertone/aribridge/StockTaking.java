package org.undertone.aribridge;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes stock of the PBX on a thread of its own, {@code undertone-stock}. What happens to calls meanwhile waits until the
 * thread of the calls has what was found: events are newer than it, and happen to it.
 */
final class StockTaking implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StockTaking.class);
    private static final int WAITING = 20_000;

    private final Executor callsThread;
    private final Runnable again;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Threads.daemon("undertone-stock"));
    /** On the thread of the calls, as all that follows. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private int underWay;
    private boolean missed;

    /**
     * Makes one.
     *
     * @param again told on the thread of the calls when more happened meanwhile than could wait
     */
    StockTaking(Executor callsThread, Runnable again) {
        this.callsThread = callsThread;
        this.again = again;
    }

    /**
     * Takes stock once. On the thread of the calls.
     *
     * @param asked asks the PBX, and tells what is to be done with the answer on the thread of the calls
     * @param done told on the thread of the calls after that
     * @param failed told there if the PBX did not answer
     */
    void take(Supplier<Runnable> asked, Runnable done, Consumer<RuntimeException> failed) {
        underWay++;
        beside(() -> {
            try {
                Runnable found = asked.get();
                callsThread.execute(() -> goOn(() -> {
                    found.run();
                    done.run();
                }));
            } catch (RuntimeException e) {
                callsThread.execute(() -> goOn(() -> failed.accept(e)));
            }
        });
    }

    private void goOn(Runnable first) {
        underWay--;
        try {
            first.run();
        } finally {
            while (underWay == 0 && !waiting.isEmpty()) {
                guarded(waiting.remove());
            }
            if (underWay == 0 && missed) {
                missed = false;
                again.run();
            }
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a call event could not be handled", e);
        }
    }

    /** Does something on the thread of the calls, after the stock that is being taken. From any thread. */
    void after(Runnable task) {
        callsThread.execute(() -> {
            if (underWay == 0) {
                task.run();
            } else if (waiting.size() < WAITING) {
                waiting.add(task);
            } else {
                missed = true;
            }
        });
    }

    /** Does something that asks the PBX, on the thread for that, beside the calls. From any thread. */
    void beside(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (AsteriskException e) {
                    LOG.warn("{}", e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the PBX is not asked any more");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
