package org.undertone.ledger.journal;

import java.util.List;
import java.util.UUID;
import org.undertone.core.Alert;
import org.undertone.core.CallFacts;
import org.undertone.ledger.entry.Outgoing;

/** Who brings what alerts send. Asked on the journal's thread. */
public interface Dispatch {

    /**
     * What an alert sends, as it will be sent; kept with it in one transaction.
     *
     * @param ledger who keeps it
     */
    List<Outgoing> outgoing(UUID ledger, Alert alert, CallFacts facts);

    /** There may be something to bring. */
    void wake();
}
