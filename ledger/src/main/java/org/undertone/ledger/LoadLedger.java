package org.undertone.ledger;

import java.time.Instant;
import java.util.List;
import org.undertone.core.event.LoadStep;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.LoadStepRows;

/**
 * When more was heard, or less. Safe for many threads.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class LoadLedger {

    private final LedgerDatabase database;

    LoadLedger(LedgerDatabase database) {
        this.database = database;
    }

    /** Keeps that more, or less, is heard from then on. */
    public void record(LoadStep step) {
        database.run("storing a load step", handle -> LoadStepRows.insert(handle, step));
    }

    /** The steps in which the load was shed, and taken up again, from that moment on, the oldest first. */
    public List<LoadStep> since(Instant since) {
        return database.read("reading the load steps", handle -> LoadStepRows.since(handle, since));
    }
}
