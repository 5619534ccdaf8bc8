package org.undertone.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.ledger.Outbox;
import org.undertone.ledger.sql.LedgerException;

/**
 * Brings what waits in the outbox to where it is to go: at least once, in order within a call and a destination, on one
 * thread for each destination ({@code undertone-courier-<name>}). It is woken when an alert is kept, and looks by itself each
 * second, so that what another program had sent again goes as well. One courier for each ledger.
 */
public final class Courier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final List<Route> routes = new ArrayList<>();
    private final Duration closing;
    private volatile boolean ending;

    private Courier(Duration closing) {
        this.closing = closing;
    }

    /**
     * Starts it.
     *
     * @param random for the jitter of retries; each thread gets one of its own, split from it
     */
    public static Courier start(Deliveries deliveries, Outbox outbox, InstantSource clock, SplittableGenerator random) {
        return start(deliveries, outbox, Pace.USUAL, clock, random);
    }

    static Courier start(
            Deliveries deliveries, Outbox outbox, Pace pace, InstantSource clock, SplittableGenerator random) {
        forgottenDestinations(deliveries, outbox);
        Courier courier = new Courier(Duration.ofSeconds(5));
        for (Destination destination : deliveries.destinations()) {
            courier.routes.add(
                    courier.new Route(new Lane(destination, outbox, pace, clock, random.split()), pace.poll()));
        }
        courier.routes.forEach(route -> route.thread.start());
        return courier;
    }

    /** What waits for a destination that is no longer in the settings is a dead letter at once, as a new one would be. */
    private static void forgottenDestinations(Deliveries deliveries, Outbox outbox) {
        for (String destination : outbox.destinationsWaitedFor()) {
            if (!deliveries.names().contains(destination)) {
                int count = outbox.giveUpAll(
                        destination, "given up: no delivery '" + destination + "' is in the settings any more");
                LOG.error(
                        "{} messages for '{}' are dead letters now: no delivery of that name is in the settings any more;"
                                + " once it is there again, undertone deliver again sends them",
                        count,
                        destination);
            }
        }
    }

    /** Says that something was written. Any thread; it waits for nobody. */
    public void wake() {
        routes.forEach(route -> route.woken.release());
    }

    /** Lets what is being sent end, for at most 5 s; what waits stays in the outbox. */
    @Override
    public void close() {
        ending = true;
        wake();
        long until = System.nanoTime() + closing.toNanos();
        try {
            for (Route route : routes) {
                route.thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            }
            for (Route route : routes) {
                route.thread.interrupt();
                route.thread.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A lane and its thread. */
    private final class Route {

        private final Lane lane;
        private final Duration pause;
        private final Semaphore woken = new Semaphore(0);
        private final Thread thread;

        /** Of the thread alone: the ledger failed when it was asked last. */
        private boolean waits;

        Route(Lane lane, Duration pause) {
            this.lane = lane;
            this.pause = pause;
            this.thread = new Thread(this::run, "undertone-courier-" + lane.name());
            this.thread.setDaemon(true);
        }

        private void run() {
            try {
                while (!ending) {
                    // Before it looks: what is written while it looks wakes it again.
                    woken.drainPermits();
                    Duration wait = step();
                    if (!wait.isZero() && !ending && woken.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                        woken.drainPermits();
                    }
                }
            } catch (InterruptedException e) {
                LOG.debug("the courier for {} was interrupted; what it was sending is sent again", lane.name());
            }
        }

        private Duration step() throws InterruptedException {
            try {
                Duration wait = lane.step();
                if (waits) {
                    LOG.info("the ledger is back, and the courier for {} goes on", lane.name());
                }
                waits = false;
                return wait;
            } catch (LedgerException e) {
                // Once: it looks each second.
                if (!waits) {
                    LOG.error("the courier for {} waits: {}", lane.name(), e.getMessage());
                }
                waits = true;
            } catch (RuntimeException e) {
                LOG.error("the courier for {} found a fault in itself; it goes on", lane.name(), e);
            }
            return pause;
        }
    }
}
