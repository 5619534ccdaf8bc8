package org.undertone.ledger.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A ledger in a file. SQLite lets many read while one writes, so there is one connection for writing, whose transactions take
 * the write lock when they begin, and a few for reading that cannot write.
 */
public final class SqliteFile implements DatabaseKind {

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    private static final int READERS = 3;
    private static final FileAttribute<?> NOT_FOR_OTHERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

    private final Path file;

    /** Touches no file yet. */
    public SqliteFile(Path path) {
        this.file = path.toAbsolutePath().normalize();
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public Pools open() {
        prepareFolder();
        makeFile();
        check();
        tables(source(SQLiteConfig.TransactionMode.DEFERRED)).bringUpToDate();
        try {
            HikariConfig writing =
                    Pools.config(Pools.WRITING, 1, CONNECTION_TIMEOUT, source(SQLiteConfig.TransactionMode.IMMEDIATE));
            return new Pools(new HikariDataSource(writing), readers(), () -> {});
        } catch (RuntimeException e) {
            throw explain("opening the ledger", e);
        }
    }

    @Override
    public Pools openToRead() {
        requireReadable();
        HikariDataSource readers;
        try {
            readers = readers();
        } catch (RuntimeException e) {
            throw explain("opening the ledger", e);
        }
        try {
            tables(readers).requireOurs();
            return new Pools(readers, readers, () -> {});
        } catch (RuntimeException e) {
            readers.close();
            throw e;
        }
    }

    @Override
    public Pools openBeside() {
        openToRead().close();
        return open();
    }

    /** Once: a file that is locked was waited for already, and a full disk is not emptied at once. */
    @Override
    public <T> T attempt(String doing, Supplier<T> transaction) {
        try {
            return transaction.get();
        } catch (JdbiException e) {
            throw explain(doing, e);
        }
    }

    @Override
    public LedgerException explain(String doing, RuntimeException trouble) {
        return SqliteTrouble.explain(doing, file, trouble);
    }

    private Tables tables(DataSource source) {
        return Tables.of(this, Tables.configuration().dataSource(source));
    }

    private void requireReadable() {
        if (!Files.isRegularFile(file)) {
            throw new LedgerException("ledger " + file + ": there is none yet; 'undertone run' makes it when it starts,"
                    + " where ledger in the settings says");
        }
        if (!Files.isReadable(file)) {
            throw new LedgerException(
                    "ledger " + file + ": not readable for this user; ask as the user that runs Undertone");
        }
    }

    private void prepareFolder() {
        if (file.toString().contains("?")) {
            throw new LedgerException("ledger " + file + ": a question mark cannot be part of the path");
        }
        if (Files.isDirectory(file)) {
            throw new LedgerException("ledger " + file + ": this is a folder; name a file in it, such as "
                    + file.resolve("undertone.db"));
        }
        Path folder = file.getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LedgerException(
                    "ledger " + file + ": its folder " + folder + " cannot be made (" + e
                            + "); make it, or name another place in the settings",
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new LedgerException("ledger " + file + ": its folder " + folder
                    + " is not writable for this user; SQLite keeps its -wal and -shm files there, so change its owner or"
                    + " its rights, or name another place in the settings");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new LedgerException(
                    "ledger " + file + ": not writable for this user; change its owner or its rights");
        }
    }

    /** SQLite takes an empty file for a new database, and gives its -wal and -shm files the rights of the file. */
    private void makeFile() {
        if (Files.exists(file)
                || !FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            Files.createFile(file, NOT_FOR_OTHERS);
        } catch (IOException e) {
            throw new LedgerException("ledger " + file + ": the file cannot be made (" + e + "); check its folder", e);
        }
    }

    /** Touches the file once before anything else does, so that a file that is no database is named as such. */
    private void check() {
        try (Connection connection =
                        source(SQLiteConfig.TransactionMode.DEFERRED).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
            rows.next();
        } catch (SQLException e) {
            throw SqliteTrouble.explain("opening the ledger", file, e);
        }
    }

    private DataSource source(SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = config();
        // The file remembers it, so that readers need not say it, which would be a write.
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setTransactionMode(mode);
        return source(config);
    }

    private DataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        return config;
    }

    private HikariDataSource readers() {
        HikariConfig reading = Pools.config(Pools.READING, READERS, CONNECTION_TIMEOUT, source(config()));
        reading.setConnectionInitSql("PRAGMA query_only = 1");
        return new HikariDataSource(reading);
    }
}
