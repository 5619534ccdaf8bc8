package org.undertone.ledger.sql.rows;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The table {@code ledger_identity}. */
public final class Identity {

    private Identity() {}

    /** The first one stays. */
    public static void make(Handle handle, UUID id) {
        handle.createUpdate("INSERT INTO ledger_identity (one, id) VALUES (1, :id) ON CONFLICT DO NOTHING")
                .bind("id", id.toString())
                .execute();
    }

    /** The ledger's own; an error if it was never made. */
    public static UUID of(Handle handle) {
        return UUID.fromString(handle.createQuery("SELECT id FROM ledger_identity")
                .mapTo(String.class)
                .one());
    }
}
