package org.undertone.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;

/** The tables {@code assessments} and {@code alert_windows}. */
final class AssessmentRows {

    private static final String P_COLUMNS =
            Emotion.all().stream().map(emotion -> "p_" + emotion.label()).collect(Collectors.joining(", "));
    private static final String P_VALUES =
            Emotion.all().stream().map(emotion -> ":p_" + emotion.label()).collect(Collectors.joining(", "));
    private static final String SCORE_COLUMNS = P_COLUMNS + ", speech_ratio, level_dbfs, quality";
    private static final String SCORE_VALUES = P_VALUES + ", :speech_ratio, :level_dbfs, :quality";

    private static final String INSERT =
            "INSERT INTO assessments (call_id, channel_id, arrived_at, from_ms, to_ms, kind,"
                    + " reason, " + SCORE_COLUMNS + ") VALUES (:call, :channel, :arrived, :from, :to, :kind, :reason, "
                    + SCORE_VALUES + ") ON CONFLICT DO NOTHING";

    private static final String INSERT_EVIDENCE = "INSERT INTO alert_windows (call_id, rule, episode, position,"
            + " channel_id, arrived_at, from_ms, to_ms, " + SCORE_COLUMNS
            + ") VALUES (:call, :rule, :episode, :position, :channel, :arrived, :from, :to, " + SCORE_VALUES + ")";

    private AssessmentRows() {}

    static void insert(Handle handle, List<Assessment> assessments) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (Assessment assessment : assessments) {
            bindWindow(batch, assessment.window());
            bindKind(batch, assessment);
            batch.bind("call", assessment.window().leg().call().linkedId()).add();
        }
        batch.execute();
    }

    static void insertEvidence(Handle handle, AlertId alert, List<Assessment.Scored> evidence) {
        if (evidence.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(INSERT_EVIDENCE);
        for (int i = 0; i < evidence.size(); i++) {
            bindWindow(batch, evidence.get(i).window());
            bindScore(batch, evidence.get(i));
            AlertRows.bindId(batch, alert).bind("position", i + 1).add();
        }
        batch.execute();
    }

    /** In the order in which they arrived. */
    static List<Assessment> of(Handle handle, CallId call) {
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
                .map((rs, context) -> scored(rs))
                .list();
    }

    private static void bindWindow(PreparedBatch batch, WindowRef window) {
        batch.bind("channel", window.leg().channelId())
                .bind("arrived", window.lastPacketAt().toEpochMilli())
                .bind("from", window.from().toMillis())
                .bind("to", window.to().toMillis());
    }

    /** What is absent is bound by its type: Jdbi binds all rows of a batch as it bound the first. */
    private static void bindKind(PreparedBatch batch, Assessment assessment) {
        if (assessment instanceof Assessment.Scored scored) {
            batch.bind("kind", "scored").bindByType("reason", null, String.class);
            bindScore(batch, scored);
        } else if (assessment instanceof Assessment.NoSpeech noSpeech) {
            batch.bind("kind", "no-speech").bindByType("reason", null, String.class);
            bindNoProbabilities(batch);
            batch.bind("speech_ratio", noSpeech.speechRatio())
                    .bind("level_dbfs", noSpeech.levelDbfs())
                    .bindByType("quality", null, Double.class);
        } else if (assessment instanceof Assessment.NotScored notScored) {
            batch.bind("kind", "not-scored").bind("reason", notScored.reason().label());
            bindNoProbabilities(batch);
            batch.bindByType("speech_ratio", null, Double.class)
                    .bindByType("level_dbfs", null, Double.class)
                    .bindByType("quality", null, Double.class);
        }
    }

    private static void bindScore(SqlStatement<?> statement, Assessment.Scored scored) {
        for (Emotion emotion : Emotion.all()) {
            statement.bind("p_" + emotion.label(), scored.probabilities().of(emotion));
        }
        statement
                .bind("speech_ratio", scored.speechRatio())
                .bind("level_dbfs", scored.levelDbfs())
                .bind("quality", scored.quality().value());
    }

    private static void bindNoProbabilities(SqlStatement<?> statement) {
        Emotion.all().forEach(emotion -> statement.bindByType("p_" + emotion.label(), null, Double.class));
    }

    private static Assessment assessment(ResultSet rs) throws SQLException {
        return switch (rs.getString("kind")) {
            case "scored" -> scored(rs);
            case "no-speech" ->
                new Assessment.NoSpeech(window(rs), rs.getDouble("speech_ratio"), rs.getDouble("level_dbfs"));
            default -> new Assessment.NotScored(window(rs), reason(rs.getString("reason")));
        };
    }

    private static Assessment.Scored scored(ResultSet rs) throws SQLException {
        double[] values = new double[Emotion.all().size()];
        for (Emotion emotion : Emotion.all()) {
            values[emotion.index()] = rs.getDouble("p_" + emotion.label());
        }
        Probabilities heard = Probabilities.of(values);
        return new Assessment.Scored(
                window(rs),
                heard,
                Track.of(heard, heard.top(), 0.2),
                rs.getDouble("speech_ratio"),
                rs.getDouble("level_dbfs"),
                new Quality(rs.getDouble("quality"), Set.of()),
                Optional.empty());
    }

    private static WindowRef window(ResultSet rs) throws SQLException {
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
