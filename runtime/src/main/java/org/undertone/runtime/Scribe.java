package org.undertone.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.ledger.sql.LedgerException;

/**
 * Keeps in the ledger what the desk and the actions tell of calls, in the order in which they tell it and on a thread of its
 * own, {@code undertone-scribe}: no call waits for a database. While the ledger is away (its server is, its file is locked, a
 * disk is full) what is told waits; what finds 9,000 others waiting, an alert 10,000, is lost, counted and named in the log.
 */
final class Scribe implements AutoCloseable {

    static final int WAITING = 10_000;
    /** The rest is for alerts. */
    static final int OTHERS_WAITING = 9_000;

    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final BlockingQueue<Entry> entries = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "undertone-scribe");

    private record Entry(String what, Runnable write, CompletableFuture<Boolean> kept) {}

    private Scribe() {}

    static Scribe start() {
        Scribe scribe = new Scribe();
        scribe.thread.setDaemon(true);
        scribe.thread.start();
        return scribe;
    }

    /**
     * Keeps it as soon as all before it is kept; never waits.
     *
     * @param what for the log; no phone numbers
     * @param write writes to the ledger; may be run again if its server went away meanwhile
     * @return whether it was kept, completed on the scribe's thread, in order
     */
    CompletableFuture<Boolean> keep(String what, Runnable write) {
        return keep(new Entry(what, write, new CompletableFuture<>()), OTHERS_WAITING);
    }

    /** The same, with room for it where there is none for others any more. */
    CompletableFuture<Boolean> keepAlert(String what, Runnable write) {
        return keep(new Entry(what, write, new CompletableFuture<>()), WAITING);
    }

    private CompletableFuture<Boolean> keep(Entry entry, int most) {
        if (closing.getCount() == 0) {
            LOG.error("{} is not kept: Undertone ends", entry.what());
            entry.kept().complete(false);
        } else if (entries.size() >= most || !entries.offer(entry)) {
            tellLost(entry.what(), most);
            entry.kept().complete(false);
        }
        return entry.kept();
    }

    /** How many entries found no room. */
    long lost() {
        return lost.get();
    }

    private void tellLost(String what, int most) {
        long count = lost.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.error("{} entries of the ledger are lost so far, the latest {}: {} wait already", count, what, most);
        }
    }

    private void run() {
        try {
            while (closing.getCount() > 0 || !entries.isEmpty()) {
                Entry entry = entries.poll(100, TimeUnit.MILLISECONDS);
                if (entry != null) {
                    entry.kept().complete(write(entry));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean write(Entry entry) throws InterruptedException {
        for (boolean told = false; ; told = true) {
            try {
                entry.write().run();
                if (told) {
                    LOG.info("the ledger is back; {} entries waited", entries.size() + 1);
                }
                return true;
            } catch (LedgerException e) {
                if (!e.away()) {
                    LOG.error("{} is not kept: {}", entry.what(), e.getMessage());
                    return false;
                }
                if (!told) {
                    LOG.error("{}; what is to be kept waits, {} at most", e.getMessage(), WAITING);
                }
                if (closing.await(AWAY.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.error("{} is not kept: the ledger is away and Undertone ends", entry.what());
                    return false;
                }
            } catch (RuntimeException e) {
                LOG.error("{} is not kept", entry.what(), e);
                return false;
            }
        }
    }

    /** Writes what waits, for at most 5 s. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Entry> left = new ArrayList<>();
        entries.drainTo(left);
        left.forEach(entry -> entry.kept().complete(false));
        if (!left.isEmpty()) {
            LOG.error("{} entries of the ledger could not be kept within {} s", left.size(), CLOSING.toSeconds());
        }
    }
}
