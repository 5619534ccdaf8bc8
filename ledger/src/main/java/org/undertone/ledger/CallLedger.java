package org.undertone.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.CallRows;
import org.undertone.ledger.sql.rows.PauseRows;

/**
 * Which calls a ledger knows, what is known of each, and when it began and ended. Safe for many threads.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class CallLedger {

    private static final String CALL_ENDED = "the call ended";

    private final LedgerDatabase database;

    CallLedger(LedgerDatabase database) {
        this.database = database;
    }

    /**
     * Keeps a call, or the newer facts of one that it has; the moment of its start stays the first one told. A call that had
     * ended is open again: it goes on, such as after a restart of this program.
     */
    public void record(CallFacts facts) {
        database.run("storing call " + facts.call(), handle -> CallRows.upsert(handle, facts));
    }

    /**
     * Keeps that a call was going on when it was seen first, at that moment. Changes nothing for a call that was known before,
     * such as one that this program followed until it was stopped.
     */
    public void alreadyGoing(CallId call, Instant startedAt) {
        database.run(
                "storing that call " + call + " was already going",
                handle -> CallRows.alreadyGoing(handle, call, startedAt));
    }

    /**
     * Keeps when a call ended; the first end stays, unless the call was recorded again meanwhile. Taps and pauses of it that
     * are still open end with it. Returns whether the call's own end changed.
     */
    public boolean end(CallId call, Instant at) {
        return database.write("ending call " + call, handle -> {
            CallRows.endTapsOf(handle, call, at, CALL_ENDED);
            PauseRows.endAllOf(handle, call, at);
            return CallRows.end(handle, call, at);
        });
    }

    /** The newest calls, the newest first. */
    public List<CallRecord> newest(int limit) {
        return database.read("reading calls", handle -> CallRows.newest(handle, limit));
    }

    /**
     * The newest calls, the newest first, with those that belonged to no profile: of these only is known why they were not
     * tapped.
     */
    public List<CallId> newestIds(int limit) {
        return database.read("reading calls", handle -> CallRows.newestIds(handle, limit));
    }

    /** The calls that a leg on that channel was part of, the newest first. */
    public List<CallId> ofLeg(String channelId) {
        return database.read("reading the calls of leg " + channelId, handle -> CallRows.withLeg(handle, channelId));
    }

    /** That call, if it was recorded. */
    public Optional<CallRecord> find(CallId call) {
        return database.read("reading call " + call, handle -> CallRows.find(handle, call));
    }
}
