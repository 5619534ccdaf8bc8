package org.undertone.runtime;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Assessment;
import org.undertone.core.event.CallEvent;
import org.undertone.core.work.ReservedQueue;
import org.undertone.rules.RuleSet;

/**
 * What waits for the desk. Whoever tells something puts it here and goes on, also before there is a desk: the bridge tells of
 * calls, and the desk acts through the bridge. From {@link #open} on the thread {@code undertone-desk} brings it there.
 */
final class DeskInbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeskInbox.class);
    private static final int WAITING = 10_000;
    /** Of these for what is told once, such as the end of a call: no assessment comes into it. */
    private static final int RESERVED = 1_000;

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ReservedQueue<Work> waiting = new ReservedQueue<>(WAITING, RESERVED);
    private volatile boolean closing;
    private volatile Thread thread = new Thread();

    /** Who does what waits, on the thread {@code undertone-desk}. */
    interface Desk {

        /** Something happened to a call. */
        void on(CallEvent event);

        /** The engine says something. */
        void on(Assessment assessment);

        /** Other rules hold from now on. */
        void replace(RuleSet changed);
    }

    private record Work(String what, Consumer<Desk> task) {}

    /** Takes what happened to a call. */
    void put(CallEvent event) {
        put(new Work(event.getClass().getSimpleName(), desk -> desk.on(event)));
    }

    /** Takes what the engine says. */
    void put(Assessment assessment) {
        put(new Work("an assessment", desk -> desk.on(assessment)), waiting::offer);
    }

    /** Goes on with other rules, in the middle of calls. */
    void put(RuleSet changed) {
        put(new Work("changed rules", desk -> desk.replace(changed)));
    }

    /** Does something on the desk's thread. */
    void put(Runnable task) {
        put(new Work("a look", desk -> task.run()));
    }

    private void put(Work work) {
        put(work, waiting::offerReserved);
    }

    private void put(Work work, ToLongFunction<Work> offer) {
        if (closing) {
            return;
        }
        long lost = offer.applyAsLong(work);
        if (Long.bitCount(lost) == 1) {
            LOG.error("the desk is full: {} dropped so far, the latest {}", lost, work.what());
        }
    }

    /** There is a desk: it is brought what waits, and what comes. */
    void open(Desk desk) {
        thread = new Thread(() -> bring(desk), "undertone-desk");
        thread.start();
    }

    private void bring(Desk desk) {
        try {
            while (!closing || waiting.size() > 0) {
                waiting.poll(LOOK).ifPresent(work -> bring(work, desk));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void bring(Work work, Desk desk) {
        try {
            work.task().accept(desk);
        } catch (RuntimeException | Error e) {
            // Error too: a desk that one call broke must live for the next.
            LOG.error("the desk could not handle {}", work.what(), e);
        }
    }

    /** Takes nothing more, and brings what waits, for at most 5 s. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSING.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                LOG.warn("the desk was not cleared within {} s: {} are dropped", CLOSING.toSeconds(), waiting.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
