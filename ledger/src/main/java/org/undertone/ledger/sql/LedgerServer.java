package org.undertone.ledger.sql;

import java.util.Objects;
import java.util.Optional;

/**
 * A PostgreSQL server that keeps a ledger, in one schema of one database: {@code currentSchema} in the URL names it, else it
 * is {@code undertone}. Each Undertone needs a schema of its own.
 *
 * @param url such as {@code jdbc:postgresql://db.example/undertone?currentSchema=pbx1}; may hold a user and a password, and
 *     every other parameter that the JDBC driver knows
 * @param user who logs in, if the URL does not say it
 * @param password their password, if the URL does not say it; without one the driver looks into {@code ~/.pgpass}
 */
public record LedgerServer(String url, Optional<String> user, Optional<String> password) {

    /** What the URL of every such server begins with. */
    static final String PREFIX = "jdbc:postgresql:";

    public LedgerServer {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "LedgerServer[(secret)]";
    }
}
