package org.undertone.ledger;

import java.util.List;
import org.undertone.core.CallId;
import org.undertone.core.ShadowScore;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.ShadowRows;

/**
 * What a model in the shadow heard, in a ledger. Safe for many threads.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class ShadowScores {

    private final LedgerDatabase database;

    ShadowScores(LedgerDatabase database) {
        this.database = database;
    }

    /** Keeps all of them, or none; one that is there already changes nothing. */
    public void append(List<ShadowScore> scores) {
        database.run("storing " + scores.size() + " scores of the shadow", handle -> ShadowRows.insert(handle, scores));
    }

    /** Those of a call, of all models, in the order in which their sound arrived. */
    public List<ShadowScore> of(CallId call) {
        return database.read("reading what the shadow heard in " + call, handle -> ShadowRows.of(handle, call));
    }
}
