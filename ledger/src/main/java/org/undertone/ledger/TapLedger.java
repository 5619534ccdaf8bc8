package org.undertone.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.ledger.entry.NotTapped;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.TapRecord;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.CallRows;
import org.undertone.ledger.sql.rows.PauseRows;

/**
 * Which legs were tapped, when those were not scored, and why others were not tapped. Safe for many threads.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class TapLedger {

    private final LedgerDatabase database;

    TapLedger(LedgerDatabase database) {
        this.database = database;
    }

    /** Keeps that a tap stands since then, and how long it took to set up. */
    public void begin(LegId leg, Role role, Instant from, Duration setUp) {
        database.run("storing the tap of " + leg, handle -> CallRows.insertTap(handle, leg, role, from, setUp));
    }

    /** Keeps that the leg's tap ended; the first end stays. Returns whether that changed anything. */
    public boolean end(LegId leg, Instant to, String reason) {
        return database.write("ending the tap of " + leg, handle -> CallRows.endTap(handle, leg, to, reason));
    }

    /** The call's taps, the oldest first. */
    public List<TapRecord> of(CallId call) {
        return database.read("reading the taps of " + call, handle -> CallRows.taps(handle, call));
    }

    /**
     * Keeps that a tapped leg is not scored since then. A leg has one pause at a time: the same reason again changes nothing,
     * another reason ends the one before.
     *
     * @param reason such as {@code hold} or {@code parked}
     */
    public void pause(LegId leg, String reason, Instant from) {
        database.run("storing the pause of " + leg, handle -> PauseRows.begin(handle, leg, reason, from));
    }

    /** Keeps that the leg's pause ended. Returns whether that changed anything. */
    public boolean resume(LegId leg, Instant to) {
        return database.write("ending the pause of " + leg, handle -> PauseRows.end(handle, leg, to));
    }

    /** The call's pauses of all legs, the oldest first. */
    public List<PauseRecord> pausesOf(CallId call) {
        return database.read("reading the pauses of " + call, handle -> PauseRows.of(handle, call));
    }

    /** Keeps why a whole call was not tapped. The first time of each reason stays. */
    public void notTapped(CallId call, String reason, Instant at) {
        database.run(
                "storing why " + call + " was not tapped",
                handle -> CallRows.insertNotTapped(handle, call, "", reason, at));
    }

    /** Keeps why one leg was not tapped. The first time of each reason stays. */
    public void notTapped(LegId leg, String reason, Instant at) {
        database.run(
                "storing why " + leg + " was not tapped",
                handle -> CallRows.insertNotTapped(handle, leg.call(), leg.channelId(), reason, at));
    }

    /** Why the call, or legs of it, were not tapped, the oldest first. */
    public List<NotTapped> notTappedOf(CallId call) {
        return database.read("reading what was not tapped of " + call, handle -> CallRows.notTapped(handle, call));
    }
}
