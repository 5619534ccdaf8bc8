package org.undertone.core.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits for one thread: bounded, and the last part of it reserved for what is told once and must not be lost. Whoever
 * puts something never waits; what finds no room is lost, and counted. Any thread may put, one takes.
 *
 * @param <T> what waits
 */
public final class ReservedQueue<T> {

    private final BlockingQueue<T> waiting;
    private final int others;
    private final AtomicLong lost = new AtomicLong();

    /**
     * Nothing waits yet.
     *
     * @param capacity how many may wait, 1 or more
     * @param reserved how many of these places are for what is reserved for, less than all
     */
    public ReservedQueue(int capacity, int reserved) {
        if (reserved < 0 || reserved >= capacity) {
            throw new IllegalArgumentException("queue: reserved=" + reserved + " of capacity=" + capacity);
        }
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.others = capacity - reserved;
    }

    /**
     * Puts it, if there is room that is not reserved.
     *
     * @return 0 if there was, else how many found none so far, this one counted
     */
    public long offer(T one) {
        // Two at once may take a place of the reserve each; it is there for many more.
        return counted(waiting.size() < others && waiting.offer(one));
    }

    /**
     * Puts it, also into the reserve.
     *
     * @return 0 if there was room, else how many found none so far, this one counted
     */
    public long offerReserved(T one) {
        return counted(waiting.offer(one));
    }

    private long counted(boolean taken) {
        return taken ? 0 : lost.incrementAndGet();
    }

    /** Takes the oldest, waiting for one that long. */
    public Optional<T> poll(Duration patience) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Takes all, in order. */
    public List<T> drain() {
        List<T> all = new ArrayList<>();
        waiting.drainTo(all);
        return all;
    }

    /** How many wait. */
    public int size() {
        return waiting.size();
    }

    /** How many found no room so far. */
    public long lost() {
        return lost.get();
    }
}
