package org.undertone.ledger.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Assessment;
import org.undertone.ledger.AlertLedger;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.sql.LedgerException;

/**
 * Keeps the stream of live assessments without making anybody wait: a bounded queue and one thread,
 * {@code undertone-ledger}, that appends what gathered, one transaction every half second. While a server is away, a file is
 * locked or a disk is full, what gathered waits. What finds the queue full, or what the ledger refuses, is dropped, counted
 * and named in the log. Alerts do not come this way; see {@link AlertLedger#record}.
 */
public final class AssessmentWriter implements AutoCloseable {

    /** How many assessments may wait: 100 legs for 50 s. */
    public static final int DEFAULT_CAPACITY = 10_000;

    /** How long assessments gather before they are written together. */
    public static final Duration DEFAULT_PAUSE = Duration.ofMillis(500);

    private static final int BATCH = 1_000;
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(AssessmentWriter.class);

    private final Ledger ledger;
    private final Duration pause;
    private final BlockingQueue<Assessment> queue;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong droppedFull = new AtomicLong();
    private final AtomicLong droppedRefused = new AtomicLong();
    private final AtomicLong droppedClosed = new AtomicLong();
    private final Thread thread;

    /** Of the thread alone: what it is about to write, and whether the ledger was away when it tried last. */
    private final List<Assessment> waiting = new ArrayList<>();

    private boolean away;

    /**
     * What became of the assessments so far.
     *
     * @param written kept in the ledger
     * @param droppedFull lost because the queue was full
     * @param droppedRefused lost because the ledger could not be written
     * @param droppedClosed lost because they came after the end, or the end could not wait for them
     */
    public record Counts(long written, long droppedFull, long droppedRefused, long droppedClosed) {

        /** All that were lost. */
        public long dropped() {
            return droppedFull + droppedRefused + droppedClosed;
        }
    }

    /** Starts its thread, with the default queue and pause. */
    public static AssessmentWriter start(Ledger ledger) {
        return start(ledger, DEFAULT_CAPACITY, DEFAULT_PAUSE);
    }

    /**
     * Starts its thread.
     *
     * @param capacity how many assessments may wait
     * @param pause how long they gather
     */
    public static AssessmentWriter start(Ledger ledger, int capacity, Duration pause) {
        AssessmentWriter writer = new AssessmentWriter(ledger, capacity, pause);
        writer.thread.start();
        return writer;
    }

    private AssessmentWriter(Ledger ledger, int capacity, Duration pause) {
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.pause = Objects.requireNonNull(pause, "pause");
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.thread = new Thread(this::run, "undertone-ledger");
        this.thread.setDaemon(true);
    }

    /** Hands one on, from any thread, without waiting. Returns false if it was dropped. */
    public boolean offer(Assessment assessment) {
        if (closing.getCount() == 0) {
            droppedClosed.incrementAndGet();
            return false;
        }
        if (queue.offer(assessment)) {
            return !tookBackWhenClosed(assessment);
        }
        droppedFull.incrementAndGet();
        if (full.compareAndSet(false, true)) {
            LOG.warn(
                    "The ledger is slower than the calls: its queue is full, assessments from now on are dropped, the"
                            + " first one of leg {}. Alerts are still kept. Is {} slow, or away?",
                    assessment.window().leg(),
                    ledger.place());
        }
        return false;
    }

    /** One that slipped in while {@link #close} was emptying the queue must be counted too. */
    private boolean tookBackWhenClosed(Assessment assessment) {
        if (closing.getCount() == 0 && queue.remove(assessment)) {
            droppedClosed.incrementAndGet();
            return true;
        }
        return false;
    }

    /** What became of the assessments so far. */
    public Counts counts() {
        return new Counts(written.get(), droppedFull.get(), droppedRefused.get(), droppedClosed.get());
    }

    /** Writes what waits, for at most 10 s, and ends the thread. Does not close the ledger. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Assessment> left = new ArrayList<>();
        queue.drainTo(left);
        if (!left.isEmpty()) {
            droppedClosed.addAndGet(left.size());
            LOG.warn("{} assessments could not be kept before the end", left.size());
        }
    }

    private void run() {
        boolean ending = false;
        while (!ending) {
            ending = pauseOrClosing();
            writeAll();
        }
        if (!waiting.isEmpty()) {
            droppedClosed.addAndGet(waiting.size());
            LOG.warn("{} assessments could not be kept before the end: the ledger is away", waiting.size());
        }
    }

    private boolean pauseOrClosing() {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void writeAll() {
        while (!waiting.isEmpty() || queue.drainTo(waiting, BATCH) > 0) {
            if (!write()) {
                return;
            }
        }
        if (full.compareAndSet(true, false)) {
            LOG.warn("The ledger caught up; {} assessments were dropped so far", droppedFull.get());
        }
    }

    /** Returns whether it is done with what was waiting: it is kept, or it never will be. */
    private boolean write() {
        try {
            ledger.assessments().append(List.copyOf(waiting));
            written.addAndGet(waiting.size());
            if (away) {
                LOG.info("The ledger is back; assessments are kept again");
            }
            away = false;
        } catch (LedgerException e) {
            if (e.away()) {
                if (!away) {
                    LOG.error(
                            "{}; up to {} assessments wait",
                            e.getMessage(),
                            waiting.size() + queue.size() + queue.remainingCapacity());
                }
                away = true;
                return false;
            }
            droppedRefused.addAndGet(waiting.size());
            LOG.error("{} assessments dropped: {}", waiting.size(), e.getMessage());
        }
        waiting.clear();
        return true;
    }
}
