package org.undertone.ledger.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.work.ReservedQueue;
import org.undertone.ledger.sql.LedgerException;

/**
 * Keeps in the ledger what the desk and the actions tell of calls, in the order in which they tell it and on a thread of its
 * own, {@code undertone-journal}: no call waits for a database. While the ledger is away (its server is, its file is locked, a
 * disk is full) what is told waits; what finds 9,000 others waiting, an alert 10,000, is lost, counted and named in the log.
 */
final class OrderedWrites implements AutoCloseable {

    static final int WAITING = 10_000;
    /** Of these for alerts. */
    static final int RESERVED = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(OrderedWrites.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ReservedQueue<Entry> entries = new ReservedQueue<>(WAITING, RESERVED);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "undertone-journal");

    private record Entry(String what, Runnable write, CompletableFuture<Boolean> kept) {}

    private OrderedWrites() {}

    static OrderedWrites start() {
        OrderedWrites writes = new OrderedWrites();
        writes.thread.setDaemon(true);
        writes.thread.start();
        return writes;
    }

    /**
     * Keeps it as soon as all before it is kept; never waits.
     *
     * @param what for the log; no phone numbers
     * @param write writes to the ledger; may be run again if its server went away meanwhile
     * @return whether it was kept, completed on the journal's thread, in order
     */
    CompletableFuture<Boolean> keep(String what, Runnable write) {
        return keep(new Entry(what, write, new CompletableFuture<>()), entries::offer, WAITING - RESERVED);
    }

    /** The same, with room for it where there is none for others any more. */
    CompletableFuture<Boolean> keepAlert(String what, Runnable write) {
        return keep(new Entry(what, write, new CompletableFuture<>()), entries::offerReserved, WAITING);
    }

    private CompletableFuture<Boolean> keep(Entry entry, ToLongFunction<Entry> offer, int most) {
        if (closing.getCount() == 0) {
            LOG.error("{} is not kept: Undertone ends", entry.what());
            entry.kept().complete(false);
        } else {
            long count = offer.applyAsLong(entry);
            if (count > 0) {
                tellLost(entry.what(), count, most);
                entry.kept().complete(false);
            }
        }
        return entry.kept();
    }

    /** How many entries found no room. */
    long lost() {
        return entries.lost();
    }

    private static void tellLost(String what, long count, int most) {
        if (Long.bitCount(count) == 1) {
            LOG.error("{} entries of the ledger are lost so far, the latest {}: {} wait already", count, what, most);
        }
    }

    private void run() {
        try {
            while (closing.getCount() > 0 || entries.size() > 0) {
                Optional<Entry> entry = entries.poll(LOOK);
                if (entry.isPresent()) {
                    entry.get().kept().complete(write(entry.get()));
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
        List<Entry> left = entries.drain();
        left.forEach(entry -> entry.kept().complete(false));
        if (!left.isEmpty()) {
            LOG.error("{} entries of the ledger could not be kept within {} s", left.size(), CLOSING.toSeconds());
        }
    }
}
