package org.undertone.ledger.sql;

import java.sql.SQLException;
import java.util.Optional;

/** Finds what a database itself said, under what libraries wrapped around it. */
final class SqlRoot {

    private SqlRoot() {}

    /** The innermost {@link SQLException}. */
    static Optional<SQLException> of(Throwable trouble) {
        Optional<SQLException> found = Optional.empty();
        for (Throwable t = trouble; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                found = Optional.of(sql);
            }
        }
        return found;
    }
}
