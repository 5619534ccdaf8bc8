package org.undertone.ledger.sql.rows;

import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.ShadowScore;

/** The table {@code shadow_scores}. */
public final class ShadowRows {

    private static final String INSERT =
            "INSERT INTO shadow_scores (call_id, channel_id, arrived_at, from_ms, to_ms, model, "
                    + emotions("p_") + ") VALUES (:call, :channel, :arrived, :from, :to, :model, " + emotions(":p_")
                    + ") ON CONFLICT DO NOTHING";

    private ShadowRows() {}

    private static String emotions(String prefix) {
        return Emotion.all().stream().map(emotion -> prefix + emotion.label()).collect(Collectors.joining(", "));
    }

    /** All in one batch; a score of the same window and model that is there already stays as it is. None is fine. */
    public static void insert(Handle handle, List<ShadowScore> scores) {
        if (scores.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (ShadowScore score : scores) {
            AssessmentRows.bindWindow(batch, score.window());
            Emotion.all()
                    .forEach(emotion -> batch.bind(
                            "p_" + emotion.label(), score.probabilities().of(emotion)));
            batch.bind("call", score.window().leg().call().linkedId())
                    .bind("model", score.model())
                    .add();
        }
        batch.execute();
    }

    /** In the order in which their windows arrived. */
    public static List<ShadowScore> of(Handle handle, CallId call) {
        return handle.createQuery("SELECT * FROM shadow_scores WHERE call_id = :call"
                        + " ORDER BY arrived_at, channel_id, from_ms, model")
                .bind("call", call.linkedId())
                .map((rs, context) ->
                        new ShadowScore(AssessmentRows.window(rs), rs.getString("model"), ScoreColumns.ofWindow(rs)))
                .list();
    }
}
