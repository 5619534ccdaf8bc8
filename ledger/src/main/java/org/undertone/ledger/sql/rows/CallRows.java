package org.undertone.ledger.sql.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.NotTapped;
import org.undertone.ledger.entry.TapRecord;

/** The tables {@code calls}, {@code taps} and {@code not_tapped}. */
public final class CallRows {

    private CallRows() {}

    /** Newer facts replace those of a call that is there, but its start stays; one that had ended is open again. */
    public static void upsert(Handle handle, CallFacts facts) {
        handle.createUpdate("INSERT INTO calls (call_id, profile, queue, did, agent, started_at)"
                        + " VALUES (:call, :profile, :queue, :did, :agent, :started) ON CONFLICT (call_id) DO UPDATE SET"
                        + " profile = excluded.profile, queue = excluded.queue, did = excluded.did,"
                        + " agent = excluded.agent, ended_at = NULL, end_reason = NULL")
                .bind("call", facts.call().linkedId())
                .bind("profile", facts.profile())
                .bind("queue", facts.queue())
                .bind("did", facts.did())
                .bind("agent", facts.agent())
                .bind("started", facts.startedAt().toEpochMilli())
                .execute();
    }

    /** Whether it was there and still open; the first end stays. */
    public static boolean end(Handle handle, CallId call, Instant at) {
        return handle.createUpdate("UPDATE calls SET ended_at = :at WHERE call_id = :call AND ended_at IS NULL")
                        .bind("call", call.linkedId())
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }

    /** Only while it is as it was told: a call that was known before is known from its start. */
    public static void alreadyGoing(Handle handle, CallId call, Instant startedAt) {
        handle.createUpdate("UPDATE calls SET already_going = 1 WHERE call_id = :call AND started_at = :started")
                .bind("call", call.linkedId())
                .bind("started", startedAt.toEpochMilli())
                .execute();
    }

    /** Ends all that are open, none before its start; how many there were. */
    public static int endAll(Handle handle, Instant at, String reason) {
        return handle.createUpdate("UPDATE calls SET end_reason = :reason, ended_at = " + noEarlierThan("started_at")
                        + " WHERE ended_at IS NULL")
                .bind("at", at.toEpochMilli())
                .bind("reason", reason)
                .execute();
    }

    /** Each with the last that is known of it. */
    public static int endAllWhenSeenLast(Handle handle, String reason) {
        return handle.createUpdate("UPDATE calls SET end_reason = :reason, ended_at = (SELECT max(at) FROM ("
                        + "SELECT calls.started_at AS at"
                        + lastOf("arrived_at", "assessments")
                        + lastOf("tapped_from", "taps")
                        + lastOf("tapped_to", "taps")
                        + lastOf("paused_from", "pauses")
                        + lastOf("paused_to", "pauses")
                        + lastOf("fired_at", "alerts")
                        + lastOf("began_at", "supervisions")
                        + ") AS signs) WHERE ended_at IS NULL")
                .bind("reason", reason)
                .execute();
    }

    private static String lastOf(String column, String table) {
        return " UNION ALL SELECT max(" + column + ") FROM " + table + " WHERE " + table + ".call_id = calls.call_id";
    }

    /** Who is told of the next time as one that was stopped before that. */
    public static void settle(Handle handle, String reason, String settled) {
        handle.createUpdate("UPDATE calls SET end_reason = :settled WHERE end_reason = :reason")
                .bind("reason", reason)
                .bind("settled", settled)
                .execute();
    }

    /** The end of the row's call, or the moment {@code :at} where there is none; never before that column's moment. */
    static String endOfItsCall(String table, String column) {
        String end = "coalesce((SELECT calls.ended_at FROM calls WHERE calls.call_id = " + table + ".call_id), :at)";
        return "CASE WHEN " + column + " > " + end + " THEN " + column + " ELSE " + end + " END";
    }

    /** The moment {@code :at}; that column's where the clock was set back meanwhile. */
    static String noEarlierThan(String column) {
        return "CASE WHEN " + column + " > :at THEN " + column + " ELSE :at END";
    }

    /** A tap that is there already stays as it is. */
    public static void insertTap(Handle handle, LegId leg, Role role, Instant from, Duration setUp) {
        handle.createUpdate("INSERT INTO taps (call_id, channel_id, role, tapped_from, set_up_ms)"
                        + " VALUES (:call, :channel, :role, :from, :setUp) ON CONFLICT DO NOTHING")
                .bind("call", leg.call().linkedId())
                .bind("channel", leg.channelId())
                .bind("role", role.label())
                .bind("from", from.toEpochMilli())
                .bind("setUp", setUp.toMillis())
                .execute();
    }

    /** Whether the leg had an open tap; the first end stays. */
    public static boolean endTap(Handle handle, LegId leg, Instant to, String reason) {
        return handle.createUpdate("UPDATE taps SET tapped_to = :to, end_reason = :reason"
                                + " WHERE call_id = :call AND channel_id = :channel AND tapped_to IS NULL")
                        .bind("call", leg.call().linkedId())
                        .bind("channel", leg.channelId())
                        .bind("to", to.toEpochMilli())
                        .bind("reason", reason)
                        .execute()
                > 0;
    }

    /** Ends all that are open: with their call if that has ended, else then. How many there were. */
    public static int endAllTaps(Handle handle, Instant at, String reason) {
        return handle.createUpdate("UPDATE taps SET tapped_to = " + endOfItsCall("taps", "tapped_from")
                        + ", end_reason = :reason WHERE tapped_to IS NULL")
                .bind("at", at.toEpochMilli())
                .bind("reason", reason)
                .execute();
    }

    /** Ends the call's open taps, none before it began. */
    public static void endTapsOf(Handle handle, CallId call, Instant at, String reason) {
        handle.createUpdate("UPDATE taps SET tapped_to = " + noEarlierThan("tapped_from")
                        + ", end_reason = :reason WHERE call_id = :call AND tapped_to IS NULL")
                .bind("call", call.linkedId())
                .bind("at", at.toEpochMilli())
                .bind("reason", reason)
                .execute();
    }

    /**
     * The first time of each reason stays.
     *
     * @param channelId of the leg; empty for the whole call
     */
    public static void insertNotTapped(Handle handle, CallId call, String channelId, String reason, Instant at) {
        handle.createUpdate("INSERT INTO not_tapped (call_id, channel_id, reason, seen_at)"
                        + " VALUES (:call, :channel, :reason, :at) ON CONFLICT DO NOTHING")
                .bind("call", call.linkedId())
                .bind("channel", channelId)
                .bind("reason", reason)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /** Those that began last, the newest first. */
    public static List<CallRecord> newest(Handle handle, int limit) {
        return handle.createQuery("SELECT * FROM calls ORDER BY started_at DESC, call_id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((rs, context) -> call(rs))
                .list();
    }

    /** Those that began since then and are over, the oldest first. */
    public static List<CallRecord> endedSince(Handle handle, Instant since) {
        return handle.createQuery("SELECT * FROM calls WHERE started_at >= :since AND ended_at IS NOT NULL"
                        + " ORDER BY started_at, call_id")
                .bind("since", since.toEpochMilli())
                .map((rs, context) -> call(rs))
                .list();
    }

    /** A call that belonged to no profile has no row of its own. */
    public static List<CallId> newestIds(Handle handle, int limit) {
        return ids(handle.createQuery("SELECT call_id, started_at AS at FROM calls UNION ALL"
                        + " SELECT call_id, min(seen_at) AS at FROM not_tapped WHERE NOT EXISTS"
                        + " (SELECT 1 FROM calls WHERE calls.call_id = not_tapped.call_id) GROUP BY call_id"
                        + " ORDER BY at DESC, call_id DESC LIMIT :limit")
                .bind("limit", limit));
    }

    /** The calls in which that channel was a leg, tapped or not, the newest first. */
    public static List<CallId> withLeg(Handle handle, String channelId) {
        return ids(handle.createQuery("SELECT call_id, max(at) AS last FROM ("
                        + "SELECT call_id, tapped_from AS at FROM taps WHERE channel_id = :channel UNION ALL"
                        + " SELECT call_id, seen_at AS at FROM not_tapped WHERE channel_id = :channel) AS legs"
                        + " GROUP BY call_id ORDER BY last DESC, call_id DESC")
                .bind("channel", channelId));
    }

    private static List<CallId> ids(Query query) {
        return query.map((rs, context) -> new CallId(rs.getString("call_id"))).list();
    }

    /** That call; empty if it belonged to no profile. */
    public static Optional<CallRecord> find(Handle handle, CallId call) {
        return handle.createQuery("SELECT * FROM calls WHERE call_id = :call")
                .bind("call", call.linkedId())
                .map((rs, context) -> call(rs))
                .findOne();
    }

    /** The call's taps, the oldest first. */
    public static List<TapRecord> taps(Handle handle, CallId call) {
        return handle.createQuery("SELECT * FROM taps WHERE call_id = :call ORDER BY tapped_from, channel_id")
                .bind("call", call.linkedId())
                .map((rs, context) -> tap(rs))
                .list();
    }

    /** Why the call, or legs of it, were not tapped, the oldest first. */
    public static List<NotTapped> notTapped(Handle handle, CallId call) {
        return handle.createQuery("SELECT * FROM not_tapped WHERE call_id = :call ORDER BY seen_at, channel_id, reason")
                .bind("call", call.linkedId())
                .map((rs, context) -> notTapped(rs))
                .list();
    }

    private static CallRecord call(ResultSet rs) throws SQLException {
        return new CallRecord(
                new CallId(rs.getString("call_id")),
                rs.getString("profile"),
                rs.getString("queue"),
                rs.getString("did"),
                rs.getString("agent"),
                Instant.ofEpochMilli(rs.getLong("started_at")),
                rs.getInt("already_going") != 0,
                moment(rs, "ended_at"),
                Optional.ofNullable(rs.getString("end_reason")));
    }

    private static TapRecord tap(ResultSet rs) throws SQLException {
        return new TapRecord(
                new LegId(new CallId(rs.getString("call_id")), rs.getString("channel_id")),
                Role.valueOf(rs.getString("role").toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(rs.getLong("tapped_from")),
                Duration.ofMillis(rs.getLong("set_up_ms")),
                moment(rs, "tapped_to"),
                Optional.ofNullable(rs.getString("end_reason")));
    }

    private static NotTapped notTapped(ResultSet rs) throws SQLException {
        CallId call = new CallId(rs.getString("call_id"));
        String channel = rs.getString("channel_id");
        return new NotTapped(
                call,
                channel.isEmpty() ? Optional.empty() : Optional.of(new LegId(call, channel)),
                rs.getString("reason"),
                Instant.ofEpochMilli(rs.getLong("seen_at")));
    }

    static Optional<Instant> moment(ResultSet rs, String column) throws SQLException {
        long millis = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
