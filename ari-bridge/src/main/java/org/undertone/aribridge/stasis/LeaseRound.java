package org.undertone.aribridge.stasis;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;

/**
 * Renews all leases that are due, one after the other. One channel that the PBX does not answer for, since it is locked there,
 * must not cost the others their leases. For one thread.
 */
final class LeaseRound {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRound.class);
    /** So many in a row are the PBX, and no single channels: the rest waits for the next round. */
    private static final int UNANSWERED = 3;

    private final LeaseBook book;
    private final Consumer<String> renewal;
    private final LongSupplier now;

    /**
     * Makes one.
     *
     * @param renewal renews the lease of a channel; throws {@link AsteriskException} if it cannot
     * @param now as {@link System#nanoTime}
     */
    LeaseRound(LeaseBook book, Consumer<String> renewal, LongSupplier now) {
        this.book = book;
        this.renewal = renewal;
        this.now = now;
    }

    /**
     * Renews those that are due.
     *
     * @param held the channels that we hold
     * @throws AsteriskException if several in a row were not answered
     */
    void run(Set<String> held) {
        int unanswered = 0;
        for (String channel : book.due(held, now.getAsLong())) {
            try {
                renewal.accept(channel);
                book.renewed(channel, now.getAsLong());
                unanswered = 0;
            } catch (AsteriskException e) {
                LOG.debug("{}", e.getMessage());
                book.notRenewed(channel, now.getAsLong());
                unanswered = e.unanswered() ? unanswered + 1 : 0;
                if (unanswered == UNANSWERED) {
                    throw e;
                }
            }
        }
    }
}
