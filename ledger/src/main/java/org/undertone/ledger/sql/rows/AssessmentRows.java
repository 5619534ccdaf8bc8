package org.undertone.ledger.sql.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.WindowRef;
import org.undertone.ledger.sql.LedgerException;

/** The tables {@code assessments} and {@code alert_windows}. */
public final class AssessmentRows {

    private static final String INSERT =
            "INSERT INTO assessments (call_id, channel_id, arrived_at, from_ms, to_ms, kind,"
                    + " reason, " + ScoreColumns.NAMES
                    + ") VALUES (:call, :channel, :arrived, :from, :to, :kind, :reason, "
                    + ScoreColumns.VALUES + ") ON CONFLICT DO NOTHING";

    private static final String INSERT_EVIDENCE = "INSERT INTO alert_windows (call_id, rule, episode, position,"
            + " channel_id, arrived_at, from_ms, to_ms, " + ScoreColumns.NAMES
            + ") VALUES (:call, :rule, :episode, :position, :channel, :arrived, :from, :to, " + ScoreColumns.VALUES
            + ")";

    private AssessmentRows() {}

    /** All in one batch; a window that is there already stays as it is. */
    public static void insert(Handle handle, List<Assessment> assessments) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (Assessment assessment : assessments) {
            bindWindow(batch, assessment.window());
            bindKind(batch, assessment);
            batch.bind("call", assessment.window().leg().call().linkedId()).add();
        }
        batch.execute();
    }

    /** The windows that led to an alert, which must be there, in that order; none is fine. */
    public static void insertEvidence(Handle handle, AlertId alert, List<Assessment.Scored> evidence) {
        if (evidence.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(INSERT_EVIDENCE);
        for (int i = 0; i < evidence.size(); i++) {
            bindWindow(batch, evidence.get(i).window());
            ScoreColumns.bind(batch, evidence.get(i));
            AlertRows.bindId(batch, alert).bind("position", i + 1).add();
        }
        batch.execute();
    }

    /** In the order in which they arrived. */
    public static List<Assessment> of(Handle handle, CallId call) {
        return handle.createQuery(
                        "SELECT * FROM assessments WHERE call_id = :call" + " ORDER BY arrived_at, channel_id, from_ms")
                .bind("call", call.linkedId())
                .map((rs, context) -> assessment(rs))
                .list();
    }

    static List<Assessment.Scored> evidenceOf(Handle handle, AlertId alert) {
        return AlertRows.bindId(
                        handle.createQuery("SELECT * FROM alert_windows WHERE call_id = :call AND rule = :rule"
                                + " AND episode = :episode ORDER BY position"),
                        alert)
                .map((rs, context) -> ScoreColumns.read(rs, window(rs)))
                .list();
    }

    static void bindWindow(PreparedBatch batch, WindowRef window) {
        batch.bind("channel", window.leg().channelId())
                .bind("arrived", window.lastPacketAt().toEpochMilli())
                .bind("from", window.from().toMillis())
                .bind("to", window.to().toMillis());
    }

    /** What is absent is bound by its type: Jdbi binds all rows of a batch as it bound the first. */
    private static void bindKind(PreparedBatch batch, Assessment assessment) {
        if (assessment instanceof Assessment.Scored scored) {
            batch.bind("kind", "scored").bindByType("reason", null, String.class);
            ScoreColumns.bind(batch, scored);
        } else if (assessment instanceof Assessment.NoSpeech noSpeech) {
            batch.bind("kind", "no-speech").bindByType("reason", null, String.class);
            ScoreColumns.bindNone(batch);
            batch.bind("speech_ratio", noSpeech.speechRatio()).bind("level_dbfs", noSpeech.levelDbfs());
        } else if (assessment instanceof Assessment.NotScored notScored) {
            batch.bind("kind", "not-scored").bind("reason", notScored.reason().label());
            ScoreColumns.bindNone(batch);
        }
    }

    private static Assessment assessment(ResultSet rs) throws SQLException {
        return switch (rs.getString("kind")) {
            case "scored" -> ScoreColumns.read(rs, window(rs));
            case "no-speech" ->
                new Assessment.NoSpeech(window(rs), rs.getDouble("speech_ratio"), rs.getDouble("level_dbfs"));
            default -> new Assessment.NotScored(window(rs), reason(rs.getString("reason")));
        };
    }

    static WindowRef window(ResultSet rs) throws SQLException {
        return new WindowRef(
                new LegId(new CallId(rs.getString("call_id")), rs.getString("channel_id")),
                Duration.ofMillis(rs.getLong("from_ms")),
                Duration.ofMillis(rs.getLong("to_ms")),
                Instant.ofEpochMilli(rs.getLong("arrived_at")));
    }

    private static NotScoredReason reason(String label) {
        for (NotScoredReason reason : NotScoredReason.values()) {
            if (reason.label().equals(label)) {
                return reason;
            }
        }
        throw new LedgerException("table assessments: unknown reason '" + label + "'; a newer Undertone wrote it");
    }
}
