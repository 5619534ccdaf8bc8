package org.undertone.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the threads that nobody may hold up, since all calls pass over them: gives each something to do five times a second,
 * and tells how long it was in coming. Its own thread is {@code undertone-watch}.
 */
public final class ThreadWatch implements AutoCloseable {

    /** Told on any thread; must not wait. */
    interface Listener {

        /** Somebody has waited for that thread, or waits still, for so long. */
        void waited(String thread, Duration time);
    }

    /** No task on these threads takes so long; what waits longer is a fault, or a machine with far too much to do. */
    public static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadWatch.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LOST = Duration.ofSeconds(60);

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "undertone-watch");
        thread.setDaemon(true);
        return thread;
    });

    private ThreadWatch() {}

    /**
     * Begins to watch.
     *
     * @param threads each does what it is given on the thread of that name
     */
    static ThreadWatch start(Map<String, Executor> threads, Listener listener) {
        ThreadWatch started = new ThreadWatch();
        List<Watched> watched = threads.entrySet().stream()
                .map(thread -> new Watched(thread.getKey(), thread.getValue(), listener))
                .toList();
        var unused = started.watch.scheduleWithFixedDelay(
                () -> watched.forEach(Watched::look), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return started;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private static final class Watched {

        private final String name;
        private final Executor thread;
        private final Listener listener;
        /** Of the question that has no answer yet; 0 if each has. */
        private final AtomicLong askedAt = new AtomicLong();

        private boolean told;

        Watched(String name, Executor thread, Listener listener) {
            this.name = name;
            this.thread = thread;
            this.listener = listener;
        }

        void look() {
            long now = System.nanoTime();
            long asked = askedAt.get();
            if (asked == 0) {
                told = false;
                ask(now);
                return;
            }
            Duration waiting = Duration.ofNanos(now - asked);
            listener.waited(name, waiting);
            if (waiting.compareTo(LIMIT) > 0 && !told) {
                told = true;
                LOG.warn("the thread {} has been held up for {} ms: calls wait for it", name, waiting.toMillis());
            }
            if (waiting.compareTo(LOST) > 0) {
                // There was no room for it perhaps.
                askedAt.compareAndSet(asked, 0);
            }
        }

        private void ask(long now) {
            askedAt.set(now);
            try {
                thread.execute(() -> {
                    if (askedAt.compareAndSet(now, 0)) {
                        listener.waited(name, Duration.ofNanos(System.nanoTime() - now));
                    }
                });
            } catch (RejectedExecutionException e) {
                askedAt.set(0);
            }
        }
    }
}
