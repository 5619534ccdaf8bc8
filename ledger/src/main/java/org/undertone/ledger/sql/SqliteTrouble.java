package org.undertone.ledger.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.sqlite.SQLiteException;

/** Turns what SQLite complained of into words that help. */
final class SqliteTrouble {

    /** Busy, locked, full: another program ends, or somebody makes room. */
    private static final Set<Integer> PASSING = Set.of(5, 6, 13);

    private SqliteTrouble() {}

    static LedgerException explain(String doing, Path file, Throwable trouble) {
        Optional<SQLException> root = SqlRoot.of(trouble);
        String said = root.map(SQLException::getMessage).orElseGet(() -> String.valueOf(trouble.getMessage()));
        return new LedgerException(
                "ledger " + file + ": " + doing + " failed: " + said
                        + root.map(SqliteTrouble::advice).orElse(""),
                trouble,
                passes(trouble, root));
    }

    /** Jdbi had no connection where those before us waited for too long. */
    private static boolean passes(Throwable trouble, Optional<SQLException> root) {
        return trouble instanceof ConnectionException
                || (root.isPresent()
                        && root.get() instanceof SQLiteException sqlite
                        && PASSING.contains(primaryCode(sqlite)));
    }

    /** The low byte: https://sqlite.org/rescode.html */
    private static int primaryCode(SQLiteException e) {
        return e.getResultCode().code & 0xff;
    }

    private static String advice(SQLException root) {
        if (!(root instanceof SQLiteException sqlite)) {
            return "";
        }
        return switch (primaryCode(sqlite)) {
            case 13 -> "; the disk is full: make room, what follows will be kept again";
            case 5, 6 ->
                "; another program holds the file: end it (a backup, an open sqlite3 shell, a second Undertone)";
            case 8, 14, 23, 3 -> "; check that the file, its folder and its -wal and -shm files belong to this user";
            case 10 -> "; the disk failed to read or write: check it and the kernel's log";
            case 11, 26 ->
                "; the file is damaged or is no ledger: restore a backup, or move it away and a new one is made";
            case 19 -> "; nothing of it was kept";
            default -> "";
        };
    }
}
