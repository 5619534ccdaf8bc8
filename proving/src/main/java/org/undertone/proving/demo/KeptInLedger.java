package org.undertone.proving.demo;

import java.util.List;
import org.undertone.config.LedgerSettings;
import org.undertone.core.CallId;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.SupervisionRecord;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.entry.TicketCause;
import org.undertone.runtime.Ledgers;

/**
 * What the ledger has after the call.
 *
 * @param tickets with their alerts
 * @param supervisions of the calls with an alert
 */
record KeptInLedger(List<TicketCause> tickets, List<SupervisionRecord> supervisions) {

    static KeptInLedger read(LedgerSettings place, List<CallId> calls) {
        try (Ledger ledger = Ledgers.openToRead(place)) {
            return new KeptInLedger(
                    ledger.alerts().tickets(10).stream()
                            .map(Ticket::number)
                            .flatMap(number -> ledger.alerts().ticket(number).stream())
                            .toList(),
                    calls.stream()
                            .flatMap(call -> ledger.supervisions().of(call).stream())
                            .toList());
        }
    }
}
