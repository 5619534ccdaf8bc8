package org.undertone.ledger;

import java.time.Instant;
import java.util.List;
import org.undertone.core.AlertId;
import org.undertone.core.CallId;
import org.undertone.core.SupervisionMode;
import org.undertone.ledger.entry.SupervisionRecord;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.SupervisionRows;

/**
 * Who listened to which call, how and when. Safe for many threads.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class SupervisionLedger {

    private final LedgerDatabase database;

    SupervisionLedger(LedgerDatabase database) {
        this.database = database;
    }

    /**
     * Keeps that a supervisor takes part in the alert's call in that way since then, also if the alert could not be kept. What
     * the alert's supervision was until then ends; the same again changes nothing.
     *
     * @param supervisor their endpoint
     */
    public void begin(AlertId alert, String supervisor, SupervisionMode mode, Instant at) {
        database.run(
                "storing the supervision of alert " + alert,
                handle -> SupervisionRows.begin(handle, alert, supervisor, mode, at));
    }

    /** Keeps that the alert's supervision ended; the first end stays. Returns whether that changed anything. */
    public boolean end(AlertId alert, Instant at, String reason) {
        return database.write(
                "ending the supervision of alert " + alert, handle -> SupervisionRows.end(handle, alert, at, reason));
    }

    /** Who listened to the call, how and when, the oldest first. */
    public List<SupervisionRecord> of(CallId call) {
        return database.read("reading the supervisions of " + call, handle -> SupervisionRows.of(handle, call));
    }
}
