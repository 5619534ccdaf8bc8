package org.undertone.ledger.sql.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.undertone.core.AlertId;
import org.undertone.core.CallId;
import org.undertone.core.SupervisionMode;
import org.undertone.ledger.entry.SupervisionRecord;

/** The table {@code supervisions}. */
public final class SupervisionRows {

    private static final String OF_ALERT = " WHERE call_id = :call AND rule = :rule AND episode = :episode";
    private static final String OPEN = " AND ended_at IS NULL";

    private SupervisionRows() {}

    /** Ends what the alert's supervision was until then; changes nothing where it is the same. */
    public static void begin(Handle handle, AlertId alert, String supervisor, SupervisionMode mode, Instant at) {
        Optional<SupervisionRecord> open = AlertRows.bindId(
                        handle.createQuery("SELECT * FROM supervisions" + OF_ALERT + OPEN), alert)
                .map((rs, context) -> supervision(rs))
                .findOne();
        boolean same = open.filter(now -> now.supervisor().equals(supervisor)).isPresent();
        if (same && open.get().mode() == mode) {
            return;
        }
        end(handle, alert, at, same ? "changed to " + mode.label() : "followed by " + supervisor);
        AlertRows.bindId(
                        handle.createUpdate("INSERT INTO supervisions (call_id, rule, episode, position, supervisor,"
                                + " mode, began_at, end_reason) VALUES (:call, :rule, :episode,"
                                + " (SELECT count(*) + 1 FROM supervisions" + OF_ALERT + "),"
                                + " :supervisor, :mode, :at, '')"),
                        alert)
                .bind("supervisor", supervisor)
                .bind("mode", mode.label())
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /** Whether the alert was supervised. */
    public static boolean end(Handle handle, AlertId alert, Instant at, String reason) {
        return AlertRows.bindId(
                                handle.createUpdate("UPDATE supervisions SET ended_at = :at, end_reason = :reason"
                                        + OF_ALERT + OPEN),
                                alert)
                        .bind("at", at.toEpochMilli())
                        .bind("reason", reason)
                        .execute()
                > 0;
    }

    /** Ends all that are open: with their call if that has ended, else then. How many there were. */
    public static int endAll(Handle handle, Instant at, String reason) {
        return handle.createUpdate(
                        "UPDATE supervisions SET ended_at = " + CallRows.endOfItsCall("supervisions", "began_at")
                                + ", end_reason = :reason WHERE ended_at IS NULL")
                .bind("at", at.toEpochMilli())
                .bind("reason", reason)
                .execute();
    }

    /** The call's supervisions because of all alerts, the oldest first. */
    public static List<SupervisionRecord> of(Handle handle, CallId call) {
        return handle.createQuery(
                        "SELECT * FROM supervisions WHERE call_id = :call ORDER BY began_at, rule, episode, position")
                .bind("call", call.linkedId())
                .map((rs, context) -> supervision(rs))
                .list();
    }

    private static SupervisionRecord supervision(ResultSet rs) throws SQLException {
        return new SupervisionRecord(
                AlertRows.alertId(rs),
                rs.getString("supervisor"),
                SupervisionMode.valueOf(rs.getString("mode").toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(rs.getLong("began_at")),
                CallRows.moment(rs, "ended_at"),
                rs.getString("end_reason"));
    }
}
