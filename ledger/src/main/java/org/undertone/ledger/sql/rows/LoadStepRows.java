package org.undertone.ledger.sql.rows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.ledger.sql.LedgerException;

/** The table {@code load_steps}. */
public final class LoadStepRows {

    private LoadStepRows() {}

    /** Adds a step; nothing keeps the same one from being there twice. */
    public static void insert(Handle handle, LoadStep step) {
        handle.createUpdate("INSERT INTO load_steps (stepped_at, from_level, to_level, demand, waited_ms)"
                        + " VALUES (:at, :from, :to, :demand, :waited)")
                .bind("at", step.at().toEpochMilli())
                .bind("from", step.from().label())
                .bind("to", step.to().label())
                .bind("demand", step.demand())
                .bind("waited", step.waited().toMillis())
                .execute();
    }

    /**
     * The steps since then, the oldest first.
     *
     * @throws LedgerException for a level that only a newer Undertone knows
     */
    public static List<LoadStep> since(Handle handle, Instant since) {
        return handle.createQuery("SELECT * FROM load_steps WHERE stepped_at >= :since ORDER BY stepped_at")
                .bind("since", since.toEpochMilli())
                .map((rs, context) -> new LoadStep(
                        Instant.ofEpochMilli(rs.getLong("stepped_at")),
                        level(rs.getString("from_level")),
                        level(rs.getString("to_level")),
                        rs.getDouble("demand"),
                        Duration.ofMillis(rs.getLong("waited_ms"))))
                .list();
    }

    private static LoadLevel level(String label) {
        for (LoadLevel level : LoadLevel.values()) {
            if (level.label().equals(label)) {
                return level;
            }
        }
        throw new LedgerException("table load_steps: unknown level '" + label + "'; a newer Undertone wrote it");
    }
}
