package org.undertone.runtime;

import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.undertone.config.Settings;
import org.undertone.core.Alert;
import org.undertone.core.CallFacts;
import org.undertone.delivery.Courier;
import org.undertone.delivery.Deliveries;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.DeliveryCount;
import org.undertone.ledger.entry.Outgoing;
import org.undertone.ledger.journal.Dispatch;
import org.undertone.ledger.journal.Journal;

/**
 * The ledger at work: the journal that is written in it, and the courier that brings what waits there.
 *
 * @param ledger closed with this
 * @param journal closed with this, before the ledger
 * @param courier closed with this, first: what waits goes out when Undertone runs again
 */
record LedgerAtWork(Ledger ledger, Journal journal, Courier courier) implements AutoCloseable {

    /** Opens the ledger that the settings name. */
    static LedgerAtWork open(Settings settings, InstantSource clock) {
        Deliveries deliveries = Deliveries.open(settings.part(Deliveries.SETTINGS), clock);
        return open(Ledgers.open(settings.ledger()), deliveries, clock);
    }

    /** Takes the ledger over, and begins to deliver what waits there. */
    static LedgerAtWork open(Ledger ledger, Deliveries deliveries, InstantSource clock) {
        try {
            List<AlertRecord> earlier = Journal.takeOver(ledger, clock);
            Courier courier = Courier.start(deliveries, ledger.outbox(), clock, new SplittableRandom());
            Journal journal = new Journal(ledger, earlier, new Dispatching(deliveries, courier), clock);
            return new LedgerAtWork(ledger, journal, courier);
        } catch (RuntimeException | Error e) {
            ledger.close();
            throw e;
        }
    }

    /** Renders what alerts send, and wakes who brings it. */
    private record Dispatching(Deliveries deliveries, Courier courier) implements Dispatch {

        @Override
        public List<Outgoing> outgoing(UUID ledger, Alert alert, CallFacts facts) {
            return deliveries.outgoing(ledger, alert, facts);
        }

        @Override
        public void wake() {
            courier.wake();
        }
    }

    /** How many messages wait for each destination, and how many dead letters it has; waits for the ledger. */
    List<DeliveryCount> deliveries() {
        return ledger.outbox().counts();
    }

    @Override
    public void close() {
        courier.close();
        journal.close();
        ledger.close();
    }
}
