package org.undertone.ledger.sql.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.ledger.entry.PauseRecord;

/** The table {@code pauses}. */
public final class PauseRows {

    private static final String OPEN_OF_LEG = " WHERE call_id = :call AND channel_id = :channel AND paused_to IS NULL";

    private PauseRows() {}

    /** Ends a pause for another reason; changes nothing where the leg is paused for this one. */
    public static void begin(Handle handle, LegId leg, String reason, Instant from) {
        boolean pausedForIt = handle.createQuery("SELECT reason FROM pauses" + OPEN_OF_LEG)
                .bind("call", leg.call().linkedId())
                .bind("channel", leg.channelId())
                .mapTo(String.class)
                .list()
                .contains(reason);
        if (pausedForIt) {
            return;
        }
        end(handle, leg, from);
        // A leg that is paused twice within a millisecond has one pause, which goes on.
        handle.createUpdate("INSERT INTO pauses (call_id, channel_id, reason, paused_from)"
                        + " VALUES (:call, :channel, :reason, :from) ON CONFLICT (call_id, channel_id, paused_from)"
                        + " DO UPDATE SET reason = excluded.reason, paused_to = NULL")
                .bind("call", leg.call().linkedId())
                .bind("channel", leg.channelId())
                .bind("reason", reason)
                .bind("from", from.toEpochMilli())
                .execute();
    }

    /** Whether the leg was paused. */
    public static boolean end(Handle handle, LegId leg, Instant to) {
        return handle.createUpdate("UPDATE pauses SET paused_to = :to" + OPEN_OF_LEG)
                        .bind("call", leg.call().linkedId())
                        .bind("channel", leg.channelId())
                        .bind("to", to.toEpochMilli())
                        .execute()
                > 0;
    }

    /** Ends all that are open: with their call if that has ended, else then. How many there were. */
    public static int endAll(Handle handle, Instant at) {
        return handle.createUpdate("UPDATE pauses SET paused_to = " + CallRows.endOfItsCall("pauses", "paused_from")
                        + " WHERE paused_to IS NULL")
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /** Ends the call's open pauses, none before it began. */
    public static void endAllOf(Handle handle, CallId call, Instant at) {
        handle.createUpdate("UPDATE pauses SET paused_to = " + CallRows.noEarlierThan("paused_from")
                        + " WHERE call_id = :call AND paused_to IS NULL")
                .bind("call", call.linkedId())
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /** The call's pauses of all legs, the oldest first. */
    public static List<PauseRecord> of(Handle handle, CallId call) {
        return handle.createQuery("SELECT * FROM pauses WHERE call_id = :call ORDER BY paused_from, channel_id")
                .bind("call", call.linkedId())
                .map((rs, context) -> pause(rs))
                .list();
    }

    private static PauseRecord pause(ResultSet rs) throws SQLException {
        return new PauseRecord(
                new LegId(new CallId(rs.getString("call_id")), rs.getString("channel_id")),
                rs.getString("reason"),
                Instant.ofEpochMilli(rs.getLong("paused_from")),
                CallRows.moment(rs, "paused_to"));
    }
}
