package org.undertone.ledger.sql.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.AlertId;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.ActionRecord;
import org.undertone.ledger.entry.AlertEnding;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.Mark;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.entry.TicketState;

/** The tables {@code alerts}, {@code tickets}, {@code marks} and {@code actions}. */
public final class AlertRows {

    static final String OF_ALERT = " WHERE call_id = :call AND rule = :rule AND episode = :episode";

    private AlertRows() {}

    /** Gives the statement the values of {@code :call}, {@code :rule} and {@code :episode}. */
    static <S extends SqlStatement<S>> S bindId(S statement, AlertId alert) {
        return statement
                .bind("call", alert.call().linkedId())
                .bind("rule", alert.rule())
                .bind("episode", alert.episode());
    }

    /** Whether it was new. */
    public static boolean insert(Handle handle, Alert alert) {
        return bindId(
                                handle.createUpdate("INSERT INTO alerts (call_id, rule, episode, channel_id, since_ms,"
                                        + " fired_audio_ms, fired_at, rule_version, labels, annotations, alert_values) VALUES (:call,"
                                        + " :rule, :episode, :channel, :since, :firedAudio, :firedAt, :version, :labels,"
                                        + " :annotations, :values) ON CONFLICT DO NOTHING"),
                                alert.id())
                        .bind("channel", alert.leg().channelId())
                        .bind("since", alert.since().toMillis())
                        .bind("firedAudio", alert.firedAtAudio().toMillis())
                        .bind("firedAt", alert.firedAt().toEpochMilli())
                        .bind("version", alert.ruleVersion())
                        .bind("labels", JsonTexts.write(alert.labels()))
                        .bind("annotations", JsonTexts.write(alert.annotations()))
                        .bind("values", JsonTexts.write(alert.values()))
                        .execute()
                == 1;
    }

    /** Whether it was there and still open; the first end stays, and none is before its beginning. */
    public static boolean end(Handle handle, AlertEnd end) {
        return bindId(
                                handle.createUpdate(
                                        "UPDATE alerts SET until_ms = CASE WHEN since_ms > :until THEN since_ms"
                                                + " ELSE :until END, ended_at = :at" + OF_ALERT
                                                + " AND ended_at IS NULL"),
                                end.alert())
                        .bind("until", end.until().toMillis())
                        .bind("at", end.endedAt().toEpochMilli())
                        .execute()
                > 0;
    }

    /** The marks among the alert's actions; the alert must be there. */
    public static void insertMarks(Handle handle, Alert alert) {
        for (int i = 0; i < alert.actions().size(); i++) {
            if (alert.actions().get(i) instanceof Action.Mark mark) {
                bindId(
                                handle.createUpdate("INSERT INTO marks (call_id, rule, episode, position, channel_id,"
                                        + " audio_ms, marked_at, label) VALUES (:call, :rule, :episode, :position,"
                                        + " :channel, :audio, :at, :label)"),
                                alert.id())
                        .bind("position", i + 1)
                        .bind("channel", alert.leg().channelId())
                        .bind("audio", alert.firedAtAudio().toMillis())
                        .bind("at", alert.firedAt().toEpochMilli())
                        .bind("label", mark.label())
                        .execute();
            }
        }
    }

    /** The call's marks, the oldest first. */
    public static List<Mark> marks(Handle handle, CallId call) {
        return handle.createQuery(
                        "SELECT * FROM marks WHERE call_id = :call ORDER BY marked_at, rule, episode, position")
                .bind("call", call.linkedId())
                .map((rs, context) -> mark(rs))
                .list();
    }

    private static Mark mark(ResultSet rs) throws SQLException {
        AlertId id = alertId(rs);
        return new Mark(
                id,
                new LegId(id.call(), rs.getString("channel_id")),
                Duration.ofMillis(rs.getLong("audio_ms")),
                Instant.ofEpochMilli(rs.getLong("marked_at")),
                rs.getString("label"));
    }

    /** The tickets among the alert's actions, each with the next number, and open; the alert must be there. */
    public static void insertTickets(Handle handle, Alert alert) {
        int position = 0;
        for (Action action : alert.actions()) {
            if (action instanceof Action.Ticket ticket) {
                position++;
                bindId(
                                handle.createUpdate("INSERT INTO tickets (number, call_id, rule, episode, position,"
                                        + " subject, body, state, created_at) VALUES (:number, :call, :rule, :episode,"
                                        + " :position, :subject, :body, :state, :created)"),
                                alert.id())
                        .bind("number", next(handle, "ticket"))
                        .bind("position", position)
                        .bind("subject", ticket.subject())
                        .bind("body", ticket.text())
                        .bind("state", TicketState.OPEN.label())
                        .bind("created", alert.firedAt().toEpochMilli())
                        .execute();
            }
        }
    }

    static long next(Handle handle, String counter) {
        handle.execute("UPDATE counters SET value = value + 1 WHERE name = ?", counter);
        return handle.createQuery("SELECT value FROM counters WHERE name = :name")
                .bind("name", counter)
                .mapTo(Long.class)
                .one();
    }

    /**
     * After those that the alert has; the alert must be there.
     *
     * @param detail in words; no phone numbers
     */
    public static void insertAction(
            Handle handle, AlertId alert, String verb, ActionOutcome outcome, String detail, Instant at) {
        bindId(
                        handle.createUpdate("INSERT INTO actions (call_id, rule, episode, position, verb, outcome,"
                                + " detail, done_at) VALUES (:call, :rule, :episode,"
                                + " (SELECT count(*) + 1 FROM actions" + OF_ALERT + "),"
                                + " :verb, :outcome, :detail, :at)"),
                        alert)
                .bind("verb", verb)
                .bind("outcome", outcome.label())
                .bind("detail", detail)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /** The call's alerts, each with its windows, tickets and actions, the oldest first. */
    public static List<AlertRecord> of(Handle handle, CallId call) {
        List<AlertRecord> bare = handle.createQuery(
                        "SELECT * FROM alerts WHERE call_id = :call ORDER BY fired_at, rule, episode")
                .bind("call", call.linkedId())
                .map((rs, context) -> bareAlert(rs))
                .list();
        return bare.stream().map(alert -> complete(handle, alert)).toList();
    }

    /** What fired since then, of all calls, the oldest first; without windows, tickets and actions. */
    public static List<AlertRecord> since(Handle handle, Instant since) {
        return handle.createQuery("SELECT * FROM alerts WHERE fired_at >= :since ORDER BY fired_at, call_id, rule")
                .bind("since", since.toEpochMilli())
                .map((rs, context) -> bareAlert(rs))
                .list();
    }

    /** What nobody saw the end of ended with its call at the latest. */
    public static void endThoseOfEndedCalls(Handle handle, String mayGoOn) {
        handle.createUpdate("UPDATE alerts SET until_ms = fired_audio_ms, ended_at ="
                        + " (SELECT ended_at FROM calls WHERE calls.call_id = alerts.call_id) WHERE ended_at IS NULL AND call_id IN"
                        + " (SELECT call_id FROM calls WHERE ended_at IS NOT NULL"
                        + " AND (end_reason IS NULL OR end_reason <> :mayGoOn))")
                .bind("mayGoOn", mayGoOn)
                .execute();
    }

    /** That alert with its windows, tickets and actions; empty if it was not kept. */
    public static Optional<AlertRecord> find(Handle handle, AlertId alert) {
        return bindId(handle.createQuery("SELECT * FROM alerts" + OF_ALERT), alert)
                .map((rs, context) -> bareAlert(rs))
                .findOne()
                .map(found -> complete(handle, found));
    }

    /** The alert's tickets, in the order of its actions. */
    public static List<Ticket> ticketsOf(Handle handle, AlertId alert) {
        return bindId(handle.createQuery("SELECT * FROM tickets" + OF_ALERT + " ORDER BY position"), alert)
                .map((rs, context) -> ticket(rs))
                .list();
    }

    /** The newest ones of all calls, the newest first. */
    public static List<Ticket> newestTickets(Handle handle, int limit) {
        return handle.createQuery("SELECT * FROM tickets ORDER BY number DESC LIMIT :limit")
                .bind("limit", limit)
                .map((rs, context) -> ticket(rs))
                .list();
    }

    /** The ticket of that number; empty if there is none. */
    public static Optional<Ticket> ticket(Handle handle, long number) {
        return handle.createQuery("SELECT * FROM tickets WHERE number = :number")
                .bind("number", number)
                .map((rs, context) -> ticket(rs))
                .findOne();
    }

    private static AlertRecord complete(Handle handle, AlertRecord bare) {
        return new AlertRecord(
                bare.id(),
                bare.leg(),
                bare.since(),
                bare.firedAtAudio(),
                bare.firedAt(),
                bare.ruleVersion(),
                bare.labels(),
                bare.annotations(),
                bare.values(),
                bare.ending(),
                AssessmentRows.evidenceOf(handle, bare.id()),
                ticketsOf(handle, bare.id()),
                actionsOf(handle, bare.id()));
    }

    private static List<ActionRecord> actionsOf(Handle handle, AlertId alert) {
        return bindId(handle.createQuery("SELECT * FROM actions" + OF_ALERT + " ORDER BY position"), alert)
                .map((rs, context) -> new ActionRecord(
                        alertId(rs),
                        rs.getString("verb"),
                        ActionOutcome.valueOf(rs.getString("outcome").toUpperCase(Locale.ROOT)),
                        rs.getString("detail"),
                        Instant.ofEpochMilli(rs.getLong("done_at"))))
                .list();
    }

    private static AlertRecord bareAlert(ResultSet rs) throws SQLException {
        AlertId id = alertId(rs);
        return new AlertRecord(
                id,
                new LegId(id.call(), rs.getString("channel_id")),
                Duration.ofMillis(rs.getLong("since_ms")),
                Duration.ofMillis(rs.getLong("fired_audio_ms")),
                Instant.ofEpochMilli(rs.getLong("fired_at")),
                rs.getString("rule_version"),
                JsonTexts.read(rs.getString("labels")),
                JsonTexts.read(rs.getString("annotations")),
                JsonTexts.read(rs.getString("alert_values")),
                ending(rs),
                List.of(),
                List.of(),
                List.of());
    }

    private static Optional<AlertEnding> ending(ResultSet rs) throws SQLException {
        Duration until = Duration.ofMillis(rs.getLong("until_ms"));
        return CallRows.moment(rs, "ended_at").map(at -> new AlertEnding(until, at));
    }

    private static Ticket ticket(ResultSet rs) throws SQLException {
        return new Ticket(
                rs.getLong("number"),
                alertId(rs),
                rs.getString("subject"),
                rs.getString("body"),
                TicketState.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(rs.getLong("created_at")));
    }

    static AlertId alertId(ResultSet rs) throws SQLException {
        return new AlertId(new CallId(rs.getString("call_id")), rs.getString("rule"), rs.getInt("episode"));
    }
}
