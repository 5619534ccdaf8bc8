package org.undertone.ledger.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.transaction.TransactionException;

/**
 * What PostgreSQL complained of, by its SQLSTATE (PostgreSQL's documentation, appendix A): what it means for us, and words
 * that help.
 */
final class PostgresTrouble {

    /** Two transactions met, and this one must come again; a duplicate may be the other one's row. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23505");

    /** The server ends, or begins. */
    private static final Set<String> RESTARTS = Set.of("57P01", "57P02", "57P03");

    private static final String DISK_FULL = "53100";

    private PostgresTrouble() {}

    static LedgerException explain(String doing, PostgresAddress address, Throwable trouble) {
        Optional<SQLException> root = SqlRoot.of(trouble);
        String said = root.map(SQLException::getMessage).orElseGet(() -> String.valueOf(trouble.getMessage()));
        return new LedgerException(
                "ledger " + address.place() + ": " + doing + " failed: "
                        + said.lines().findFirst().orElse(said)
                        + root.map(PostgresTrouble::advice).orElse(""),
                trouble,
                isAway(trouble) || isFull(trouble));
    }

    /** Whether there was no connection to be had, or it broke. */
    static boolean isAway(Throwable trouble) {
        return trouble instanceof ConnectionException || isBroken(trouble);
    }

    /**
     * Whether nothing was kept for certain, and it may go well the next time: it met another transaction, or the connection
     * broke. A commit that broke may have been kept.
     */
    static boolean mayBeRunAgain(Throwable trouble) {
        return isConflict(trouble)
                || (isBroken(trouble)
                        && !(trouble instanceof ConnectionException)
                        && !(trouble instanceof TransactionException));
    }

    /** Its disk: what is there can still be read, so the server is not away. */
    private static boolean isFull(Throwable trouble) {
        return SqlRoot.of(trouble).filter(root -> DISK_FULL.equals(state(root))).isPresent();
    }

    private static boolean isConflict(Throwable trouble) {
        return SqlRoot.of(trouble)
                .filter(root -> CONFLICTS.contains(state(root)))
                .isPresent();
    }

    private static boolean isBroken(Throwable trouble) {
        return SqlRoot.of(trouble)
                .filter(root -> state(root).startsWith("08") || RESTARTS.contains(state(root)))
                .isPresent();
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String advice(SQLException root) {
        if (root instanceof SchemaLock.TakenException) {
            return "; give each Undertone a schema of its own (currentSchema=pbx2 in the URL). If it is an earlier life of"
                    + " this one whose machine lost its power, try again after a minute";
        }
        if (root instanceof SQLTransientConnectionException) {
            return "; the server is slow, or all our connections are at work";
        }
        return switch (state(root)) {
            case "28P01", "28000" -> "; check user and password of the ledger, and the server's pg_hba.conf";
            case "08004" -> "; check user and password of the ledger: none, or one that this server does not take";
            case "3D000" -> "; make it: CREATE DATABASE undertone OWNER undertone";
            case "42501", "3F000" ->
                "; let this user make its schema (GRANT CREATE ON DATABASE ...), or make it: CREATE SCHEMA ..."
                        + " AUTHORIZATION ...";
            case "08001" -> " Is the server running, and does a firewall let this machine reach it?";
            case "53300" -> "; the server has no connection left: raise its max_connections, Undertone needs 8";
            case DISK_FULL -> "; the server's disk is full: make room, what follows will be kept again";
            case "57P01", "57P02", "57P03", "08003", "08006" ->
                "; the server went away, or begins again: what follows will be kept again when it is back";
            case "25006" -> "; the ledger was opened to be read, or this server is a standby: name its primary";
            default -> state(root).startsWith("23") ? "; nothing of it was kept" : "";
        };
    }
}
