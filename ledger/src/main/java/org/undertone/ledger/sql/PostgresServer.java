package org.undertone.ledger.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A ledger in a schema of a PostgreSQL server. Several connections write, each transaction as if it were alone
 * ({@code SERIALIZABLE}; one that met another is run again), and others read snapshots. A lock keeps a second Undertone out.
 */
public final class PostgresServer implements DatabaseKind {

    private static final int OLDEST = 14;
    private static final int WRITERS = 4;
    private static final int READERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration AWAY = Duration.ofSeconds(10);
    private static final int TRIES = 3;

    private final PostgresAddress address;

    /** Transactions run together; one that met others twice runs alone, and so comes to its end. */
    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);

    /** Open while the server is away, so that nobody waits for it in vain. */
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "ledger",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(1)
                    .minimumNumberOfCalls(1)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .waitDurationInOpenState(AWAY)
                    .recordException(PostgresTrouble::isAway)
                    .build());

    /**
     * Connects to nobody yet.
     *
     * @throws LedgerException if the URL is not understood, or its schema has no name that would do
     */
    public PostgresServer(LedgerServer server) {
        this.address = PostgresAddress.of(server);
    }

    @Override
    public String place() {
        return address.place();
    }

    @Override
    public Pools open() {
        SchemaLock lock = new SchemaLock(address);
        try {
            lock.hold();
            prepareSchema();
            tables(address.source()).bringUpToDate();
            return pools(lock);
        } catch (RuntimeException | SQLException e) {
            lock.close();
            throw explainOpening(e);
        }
    }

    /** Flyway would try for ten seconds where we may not make one. */
    private void prepareSchema() throws SQLException {
        try (Connection connection = address.source().getConnection()) {
            requireVersion(connection.getMetaData().getDatabaseMajorVersion());
            if (!isThere(connection, "SELECT to_regnamespace(?) IS NOT NULL", address.schema())) {
                try (var statement = connection.createStatement()) {
                    statement.execute("CREATE SCHEMA " + address.schema());
                }
            }
        }
    }

    private boolean hasTables(Connection connection) throws SQLException {
        return isThere(connection, "SELECT to_regclass(?) IS NOT NULL", address.schema() + "." + Tables.HISTORY);
    }

    private static boolean isThere(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private Pools pools(SchemaLock lock) {
        HikariDataSource writing = new HikariDataSource(writers(new LockedSource(lock), WRITERS));
        try {
            return new Pools(writing, readers(), lock);
        } catch (RuntimeException e) {
            writing.close();
            throw e;
        }
    }

    @Override
    public Pools openToRead() {
        requireOne();
        HikariDataSource readers;
        try {
            readers = readers();
        } catch (RuntimeException e) {
            throw explainOpening(e);
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
        Pools reading = openToRead();
        try {
            HikariDataSource writing = new HikariDataSource(writers(new PGSimpleDataSource(), 1));
            return new Pools(writing, reading.reading(), () -> {});
        } catch (RuntimeException e) {
            reading.close();
            throw explainOpening(e);
        }
    }

    /** What is there, in words; makes and changes nothing. */
    public String look() {
        try (Connection connection = address.source().getConnection()) {
            requireVersion(connection.getMetaData().getDatabaseMajorVersion());
            return address.place() + " answers, PostgreSQL "
                    + connection.getMetaData().getDatabaseProductVersion() + ", "
                    + (hasTables(connection) ? "with a ledger" : "and the ledger will be made at the first start");
        } catch (SQLException e) {
            throw PostgresTrouble.explain("opening the ledger", address, e);
        }
    }

    @Override
    public <T> T attempt(String doing, Supplier<T> transaction) {
        try {
            return breaker.executeSupplier(() -> tryUntilAlone(transaction));
        } catch (CallNotPermittedException e) {
            throw new LedgerException(
                    "ledger " + address.place() + ": " + doing
                            + " failed: the server was away a moment ago; it is tried" + " again every "
                            + AWAY.toSeconds() + " s",
                    e,
                    true);
        } catch (JdbiException e) {
            throw explain(doing, e);
        }
    }

    private <T> T tryUntilAlone(Supplier<T> transaction) {
        for (int tries = 1; ; tries++) {
            Lock turn = tries < TRIES ? turns.readLock() : turns.writeLock();
            turn.lock();
            try {
                return transaction.get();
            } catch (JdbiException e) {
                if (tries == TRIES || !PostgresTrouble.mayBeRunAgain(e)) {
                    throw e;
                }
            } finally {
                turn.unlock();
            }
        }
    }

    @Override
    public LedgerException explain(String doing, RuntimeException trouble) {
        return PostgresTrouble.explain(doing, address, trouble);
    }

    private LedgerException explainOpening(Exception trouble) {
        return trouble instanceof LedgerException told
                ? told
                : PostgresTrouble.explain("opening the ledger", address, trouble);
    }

    private void requireVersion(int major) {
        if (major < OLDEST) {
            throw new LedgerException("ledger " + address.place() + ": PostgreSQL " + major
                    + " is too old; Undertone needs " + OLDEST + " or newer");
        }
    }

    private void requireOne() {
        try (Connection connection = address.source().getConnection()) {
            if (!hasTables(connection)) {
                throw new LedgerException(
                        "ledger " + address.place() + ": there is none yet; 'undertone run' makes it when it starts");
            }
        } catch (SQLException e) {
            throw PostgresTrouble.explain("opening the ledger", address, e);
        }
    }

    private Tables tables(DataSource source) {
        return Tables.of(
                this,
                Tables.configuration()
                        .dataSource(source)
                        .schemas(address.schema())
                        .defaultSchema(address.schema())
                        .createSchemas(false));
    }

    private HikariConfig writers(PGSimpleDataSource source, int connections) {
        HikariConfig config = Pools.config(Pools.WRITING, connections, PATIENCE, address.timed(source));
        config.setMinimumIdle(1);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        return config;
    }

    private HikariDataSource readers() {
        HikariConfig config = Pools.config(Pools.READING, READERS, PATIENCE, address.timed(new PGSimpleDataSource()));
        config.setMinimumIdle(1);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        return new HikariDataSource(config);
    }

    /** Each new connection proves first that the schema is still ours: after a restart of the server it may not be. */
    private static final class LockedSource extends PGSimpleDataSource {

        private final transient SchemaLock lock;

        LockedSource(SchemaLock lock) {
            this.lock = lock;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            lock.hold();
            return super.getConnection(user, password);
        }
    }
}
