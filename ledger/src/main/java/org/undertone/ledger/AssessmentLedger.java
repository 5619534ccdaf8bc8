package org.undertone.ledger;

import java.util.List;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.AssessmentRows;

/**
 * What was heard in each window. Safe for many threads.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class AssessmentLedger {

    private final LedgerDatabase database;

    AssessmentLedger(LedgerDatabase database) {
        this.database = database;
    }

    /** Keeps all of them, or none; one that is there already changes nothing. Live ones go through the journal. */
    public void append(List<Assessment> assessments) {
        if (!assessments.isEmpty()) {
            database.run(
                    "storing " + assessments.size() + " assessments",
                    handle -> AssessmentRows.insert(handle, assessments));
        }
    }

    /** The call's assessments of all legs, in the order in which their sound arrived. */
    public List<Assessment> of(CallId call) {
        return database.read("reading the assessments of " + call, handle -> AssessmentRows.of(handle, call));
    }
}
