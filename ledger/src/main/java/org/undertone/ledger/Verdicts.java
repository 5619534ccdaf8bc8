package org.undertone.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.undertone.core.AlertId;
import org.undertone.ledger.entry.JudgedAlert;
import org.undertone.ledger.entry.Verdict;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.VerdictRows;

/**
 * What people say of alerts, in a ledger. Safe for many threads, and beside the program that keeps the ledger.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class Verdicts {

    private final LedgerDatabase database;

    Verdicts(LedgerDatabase database) {
        this.database = database;
    }

    /**
     * Keeps what somebody says of an alert, in place of what was said before.
     *
     * @return whether there is such an alert
     */
    public boolean judge(AlertId alert, Verdict verdict, Instant at) {
        return database.write(
                "storing a verdict on " + alert, handle -> VerdictRows.upsert(handle, alert, verdict, at));
    }

    /** Forgets what was said of an alert. Returns whether anything was. */
    public boolean takeBack(AlertId alert) {
        return database.write("taking a verdict on " + alert + " back", handle -> VerdictRows.delete(handle, alert));
    }

    /** What was said of that alert last; empty until somebody did. */
    public Optional<Verdict> of(AlertId alert) {
        return database.read("reading the verdict on " + alert, handle -> VerdictRows.find(handle, alert));
    }

    /** The alerts that fired since then, of all calls, the oldest first. */
    public List<JudgedAlert> since(Instant since) {
        return database.read("reading verdicts", handle -> VerdictRows.since(handle, since));
    }
}
