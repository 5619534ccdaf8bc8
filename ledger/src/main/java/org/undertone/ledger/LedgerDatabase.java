package org.undertone.ledger;

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
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The database behind the ledger: opened, migrated, pooled. SQLite lets many read while one writes, so there is one
 * connection for writing, whose transactions take the write lock when they begin, and a few for reading that cannot write.
 */
final class LedgerDatabase implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:org/undertone/ledger/migrations";
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    private static final int READERS = 3;
    private static final FileAttribute<?> NOT_FOR_OTHERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

    private final Path file;
    private final HikariDataSource writePool;
    private final HikariDataSource readPool;
    private final Jdbi writer;
    private final Jdbi reader;

    private LedgerDatabase(Path file, HikariDataSource writePool, HikariDataSource readPool) {
        this.file = file;
        this.writePool = writePool;
        this.readPool = readPool;
        this.writer = Jdbi.create(writePool);
        this.reader = Jdbi.create(readPool);
    }

    static LedgerDatabase open(Path path) {
        Path file = path.toAbsolutePath().normalize();
        prepareFolder(file);
        makeFile(file);
        check(file);
        migrate(file);
        try {
            HikariDataSource writing =
                    pool("undertone-ledger-write", 1, source(file, SQLiteConfig.TransactionMode.IMMEDIATE));
            return new LedgerDatabase(file, writing, readers(file));
        } catch (RuntimeException e) {
            throw LedgerTrouble.explain("opening the ledger", file, e);
        }
    }

    /** Opens what is there; makes and changes nothing, and refuses every write. */
    static LedgerDatabase openToRead(Path path) {
        Path file = path.toAbsolutePath().normalize();
        requireReadable(file);
        HikariDataSource readers;
        try {
            readers = readers(file);
        } catch (RuntimeException e) {
            throw LedgerTrouble.explain("opening the ledger", file, e);
        }
        try {
            requireOurTables(file, readers);
            return new LedgerDatabase(file, readers, readers);
        } catch (RuntimeException e) {
            readers.close();
            throw e;
        }
    }

    /** Runs one write transaction; what it returns is durable against a crash of this program. */
    <T> T write(String doing, Function<Handle, T> work) {
        try {
            return writer.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw LedgerTrouble.explain(doing, file, e);
        }
    }

    /** Runs one write transaction that returns nothing. */
    void run(String doing, Consumer<Handle> work) {
        try {
            writer.useTransaction(work::accept);
        } catch (JdbiException e) {
            throw LedgerTrouble.explain(doing, file, e);
        }
    }

    /** Reads from one snapshot. */
    <T> T read(String doing, Function<Handle, T> work) {
        try {
            return reader.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw LedgerTrouble.explain(doing, file, e);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        readPool.close();
        writePool.close();
    }

    private static void requireReadable(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new LedgerException("ledger " + file + ": there is none yet; 'undertone run' makes it when it starts,"
                    + " where ledger in the settings says");
        }
        if (!Files.isReadable(file)) {
            throw new LedgerException(
                    "ledger " + file + ": not readable for this user; ask as the user that runs Undertone");
        }
    }

    private static void requireOurTables(Path file, DataSource readers) {
        try {
            flyway(readers).validate();
        } catch (FlywayValidateException e) {
            throw new LedgerException(
                    "ledger " + file + ": its tables are not those of this version of Undertone (" + firstLine(e)
                            + "); those of an older one 'undertone run' brings up to date when it starts",
                    e);
        } catch (FlywayException e) {
            throw LedgerTrouble.explain("looking at the tables", file, e);
        }
    }

    private static void prepareFolder(Path file) {
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
    private static void makeFile(Path file) {
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
    private static void check(Path file) {
        try (Connection connection =
                        source(file, SQLiteConfig.TransactionMode.DEFERRED).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
            rows.next();
        } catch (SQLException e) {
            throw LedgerTrouble.explain("opening the ledger", file, e);
        }
    }

    private static void migrate(Path file) {
        try {
            flyway(source(file, SQLiteConfig.TransactionMode.DEFERRED)).migrate();
        } catch (FlywayValidateException e) {
            throw new LedgerException(
                    "ledger " + file + ": its tables are not those of this version of Undertone (" + firstLine(e)
                            + "); a newer version may have written it: run that one, or name another file",
                    e);
        } catch (FlywayException e) {
            throw LedgerTrouble.explain("bringing the tables up to date", file, e);
        }
    }

    private static Flyway flyway(DataSource source) {
        return Flyway.configure(LedgerDatabase.class.getClassLoader())
                .dataSource(source)
                .locations(MIGRATIONS)
                .loggers("slf4j")
                .cleanDisabled(true)
                // Strict: a file of a newer Undertone is refused instead of half understood.
                .ignoreMigrationPatterns(new String[0])
                .load();
    }

    private static String firstLine(Throwable e) {
        return e.getMessage().lines().skip(1).findFirst().orElse(e.getMessage());
    }

    private static DataSource source(Path file, SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = config();
        // The file remembers it, so that readers need not say it, which would be a write.
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setTransactionMode(mode);
        return source(file, config);
    }

    private static DataSource source(Path file, SQLiteConfig config) {
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

    private static HikariDataSource readers(Path file) {
        HikariConfig reading = config("undertone-ledger-read", READERS, source(file, config()));
        reading.setConnectionInitSql("PRAGMA query_only = 1");
        return new HikariDataSource(reading);
    }

    private static HikariDataSource pool(String name, int size, DataSource source) {
        return new HikariDataSource(config(name, size, source));
    }

    private static HikariConfig config(String name, int size, DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        return config;
    }
}
