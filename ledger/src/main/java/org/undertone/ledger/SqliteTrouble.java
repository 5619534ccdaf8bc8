package org.undertone.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteException;

/** Turns what SQLite complained of into words that help. */
final class SqliteTrouble {

    private SqliteTrouble() {}

    static LedgerException explain(String doing, Path file, Throwable trouble) {
        Optional<SQLException> root = SqlRoot.of(trouble);
        String said = root.map(SQLException::getMessage).orElseGet(() -> String.valueOf(trouble.getMessage()));
        return new LedgerException(
                "ledger " + file + ": " + doing + " failed: " + said
                        + root.map(SqliteTrouble::advice).orElse(""),
                trouble);
    }

    private static String advice(SQLException root) {
        if (!(root instanceof SQLiteException sqlite)) {
            return "";
        }
        // The low byte is the primary result code: https://sqlite.org/rescode.html
        return switch (sqlite.getResultCode().code & 0xff) {
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
