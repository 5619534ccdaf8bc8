package org.undertone.aribridge.stasis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.link.Threads;

/**
 * Renews the {@link Lease} of every channel that we hold, on the thread {@code undertone-leases}: one request at a time, so
 * that hundreds of taps cost the PBX a few small requests a second.
 */
public final class Leases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final AsteriskLink link;
    private final Lease lease;
    private final Supplier<Set<String>> held;
    private final LeaseRound round;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("undertone-leases"));

    /**
     * Makes it; {@link #start} begins.
     *
     * @param held the ids of the channels that we hold now; asked each second
     */
    public Leases(AsteriskLink link, Lease lease, Supplier<Set<String>> held) {
        this.link = link;
        this.lease = lease;
        this.held = held;
        this.round = new LeaseRound(new LeaseBook(lease.renewal()), this::renew, System::nanoTime);
    }

    /** Begins to renew them, the first time at once; returns without waiting. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::renew, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            if (link.connected()) {
                round.run(held.get());
            }
        } catch (AsteriskException e) {
            LOG.debug("leases are renewed a second later: {}", e.getMessage());
        } catch (RuntimeException e) {
            // What is thrown here would end the renewing, and then the taps.
            LOG.error("leases could not be renewed, trying again", e);
        }
    }

    private void renew(String channel) {
        link.requests().once("renew the lease of " + channel, () -> link.ari()
                .channels()
                .setChannelVar(channel, Lease.FUNCTION)
                .setValue(Lease.seconds(lease.length()))
                .execute());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
