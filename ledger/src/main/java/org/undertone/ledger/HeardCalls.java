package org.undertone.ledger;

import java.time.Instant;
import java.util.List;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.HeardCall;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.AssessmentRows;
import org.undertone.ledger.sql.rows.CallRows;
import org.undertone.ledger.sql.rows.PauseRows;

/**
 * The calls of some time, to be gone through one after the other: with what was heard in them they may be too many to hold.
 * Safe for many threads.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read.
 */
public final class HeardCalls {

    private final LedgerDatabase database;

    HeardCalls(LedgerDatabase database) {
        this.database = database;
    }

    /** The calls that began at that moment or later and have ended, the oldest first. */
    public List<CallRecord> since(Instant since) {
        return database.read("reading calls", handle -> CallRows.endedSince(handle, since));
    }

    /** What is kept of a call. */
    public HeardCall of(CallRecord call) {
        return database.read(
                "reading what was heard in " + call.call(),
                handle -> new HeardCall(
                        call,
                        CallRows.taps(handle, call.call()),
                        PauseRows.of(handle, call.call()),
                        AssessmentRows.of(handle, call.call())));
    }
}
