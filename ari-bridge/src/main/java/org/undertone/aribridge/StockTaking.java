package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Bridge;
import ch.loway.oss.ari4java.generated.models.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.calls.CallsThread;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.link.Threads;
import org.undertone.aribridge.stasis.Sweeper;
import org.undertone.aribridge.taps.CallTap;

/**
 * Compares our picture of the PBX with its own, where events may be missing. The PBX is asked on a thread of its own,
 * {@code undertone-stock}: nobody who follows calls waits for the answer. What happens until it is there is told after it, or
 * a channel that came meanwhile would be taken for one that is gone.
 */
final class StockTaking implements AutoCloseable {

    /** Told what there is on the PBX, on the thread of the calls. */
    interface Taker {

        /**
         * What there is.
         *
         * @param stood the taps that stood before the PBX was asked: one that was opened meanwhile is not in its answer
         */
        void taken(List<CallTap> stood, List<Channel> channels, List<Bridge> bridges);
    }

    private static final Logger LOG = LoggerFactory.getLogger(StockTaking.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int WAITING = 20;
    private static final int HELD_BACK = 20_000;

    private final AsteriskLink link;
    private final Supplier<List<CallTap>> standing;
    private final Sweeper sweeper;
    private final Predicate<String> held;
    private final CallsThread calls;
    private final Taker taker;
    private final ThreadPoolExecutor stock = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Threads.daemon("undertone-stock"));
    private final AtomicBoolean planned = new AtomicBoolean();
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    /** What happened while the PBX is asked; on the thread of the calls, as the next one. */
    private final Queue<Runnable> heldBack = new ArrayDeque<>();

    private int asking;

    /**
     * Makes one.
     *
     * @param standing the taps that stand now; any thread
     * @param held whether the channel or bridge of that id is in use; any thread
     */
    StockTaking(
            AsteriskLink link,
            Supplier<List<CallTap>> standing,
            Sweeper sweeper,
            Predicate<String> held,
            CallsThread calls,
            Taker taker) {
        this.link = link;
        this.standing = standing;
        this.sweeper = sweeper;
        this.held = held;
        this.calls = calls;
        this.taker = taker;
    }

    /** Done when stock was taken for the first time. */
    CompletableFuture<Void> first() {
        return first;
    }

    /** Takes stock, and again and again until that succeeds or the connection is lost. Any thread. */
    void now() {
        calls.execute(() -> {
            asking++;
            if (!ask(this::take)) {
                answered();
            }
        });
    }

    /** Takes stock in a little while, once for all who ask until then; the first time and after a loss it is taken anyway. */
    void soon() {
        if (first.isDone() && link.connected()) {
            later();
        }
    }

    private void later() {
        if (planned.compareAndSet(false, true)) {
            calls.after(AGAIN, () -> {
                planned.set(false);
                now();
            });
        }
    }

    /** Removes what this life made and nobody holds. Any thread; returns at once. */
    void sweep() {
        sweep(() -> sweeper.sweepOrphans(held));
    }

    private void sweep(Runnable orphans) {
        var unused = ask(() -> {
            try {
                orphans.run();
            } catch (RuntimeException e) {
                LOG.warn("could not look for what nobody uses: {}", e.toString());
            }
        });
    }

    /** Something happened to a channel: it is dealt with now, or after what the PBX is being asked. On the thread of the calls. */
    void happened(Runnable event) {
        if (asking == 0) {
            event.run();
        } else if (heldBack.size() < HELD_BACK) {
            heldBack.add(event);
        } else {
            later();
        }
    }

    private boolean ask(Runnable task) {
        try {
            stock.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("the PBX is being asked already, or no more");
            return false;
        }
    }

    private void take() {
        Runnable answer = this::answered;
        try {
            List<CallTap> stood = standing.get();
            List<Channel> channels = link.requests()
                    .repeatable(
                            "list channels", () -> link.ari().channels().list().execute());
            List<Bridge> bridges = link.requests()
                    .repeatable(
                            "list bridges", () -> link.ari().bridges().list().execute());
            // First: what an earlier life left takes the room of what is opened now.
            sweeper.sweepEarlierLives(channels, bridges);
            answer = () -> {
                taken(stood, channels, bridges);
                sweep(() -> sweeper.sweepOrphans(channels, bridges, held));
            };
        } catch (RuntimeException e) {
            if (link.connected()) {
                LOG.warn("could not take stock of the PBX, trying again: {}", e.getMessage());
                later();
            }
        } finally {
            // Once, whatever comes: what happens meanwhile waits for it.
            calls.executeSurely(answer);
        }
    }

    private void taken(List<CallTap> stood, List<Channel> channels, List<Bridge> bridges) {
        try {
            taker.taken(stood, channels, bridges);
            first.complete(null);
        } catch (RuntimeException e) {
            LOG.warn("could not take stock of the PBX, trying again: {}", e.toString());
            later();
        } finally {
            answered();
        }
    }

    private void answered() {
        asking--;
        while (asking == 0 && !heldBack.isEmpty()) {
            Runnable event = heldBack.remove();
            try {
                event.run();
            } catch (RuntimeException e) {
                LOG.warn("a call event could not be handled, looking again: {}", e.toString());
                later();
            }
        }
    }

    @Override
    public void close() {
        stock.shutdownNow();
    }
}
