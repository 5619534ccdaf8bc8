package org.undertone.ledger.sql.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.undertone.core.AlertId;
import org.undertone.ledger.entry.JudgedAlert;
import org.undertone.ledger.entry.Verdict;

/** The table {@code verdicts}. */
public final class VerdictRows {

    private VerdictRows() {}

    /** Whether there is such an alert. */
    public static boolean upsert(Handle handle, AlertId alert, Verdict verdict, Instant at) {
        return AlertRows.bindId(
                                handle.createUpdate("INSERT INTO verdicts (call_id, rule, episode, verdict, judged_at)"
                                        + " SELECT call_id, rule, episode, :verdict, :at FROM alerts"
                                        + AlertRows.OF_ALERT
                                        + " ON CONFLICT (call_id, rule, episode) DO UPDATE SET"
                                        + " verdict = excluded.verdict, judged_at = excluded.judged_at"),
                                alert)
                        .bind("verdict", verdict.label())
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }

    /** Whether there was one. */
    public static boolean delete(Handle handle, AlertId alert) {
        return AlertRows.bindId(handle.createUpdate("DELETE FROM verdicts" + AlertRows.OF_ALERT), alert)
                        .execute()
                > 0;
    }

    /** What was said of the alert; empty where nobody judged it. */
    public static Optional<Verdict> find(Handle handle, AlertId alert) {
        return AlertRows.bindId(handle.createQuery("SELECT verdict FROM verdicts" + AlertRows.OF_ALERT), alert)
                .mapTo(String.class)
                .findOne()
                .flatMap(Verdict::ofLabel);
    }

    /** What fired since then, judged or not, the oldest first; the queue of a call that is not there is empty. */
    public static List<JudgedAlert> since(Handle handle, Instant since) {
        return handle.createQuery("SELECT a.call_id, a.rule, a.episode, a.fired_at, c.queue, v.verdict FROM alerts a"
                        + " LEFT JOIN calls c ON c.call_id = a.call_id"
                        + " LEFT JOIN verdicts v ON v.call_id = a.call_id AND v.rule = a.rule AND v.episode = a.episode"
                        + " WHERE a.fired_at >= :since ORDER BY a.fired_at, a.call_id, a.rule, a.episode")
                .bind("since", since.toEpochMilli())
                .map((rs, context) -> judged(rs))
                .list();
    }

    private static JudgedAlert judged(ResultSet rs) throws SQLException {
        return new JudgedAlert(
                AlertRows.alertId(rs),
                Optional.ofNullable(rs.getString("queue")).orElse(""),
                Instant.ofEpochMilli(rs.getLong("fired_at")),
                Optional.ofNullable(rs.getString("verdict")).flatMap(Verdict::ofLabel));
    }
}
