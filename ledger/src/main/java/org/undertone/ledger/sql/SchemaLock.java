package org.undertone.ledger.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Keeps a schema for one program: an advisory lock, which PostgreSQL gives back when its session ends, however it ends. Safe
 * for many threads.
 */
final class SchemaLock implements Pools.Held {

    /** Ours among the advisory locks of a database; the schema is the other half of the key. */
    private static final int OURS = 0x756e6474;

    private static final int CHECK_SECONDS = 2;

    private final PostgresAddress address;
    private Optional<Connection> session = Optional.empty();
    private boolean closed;

    SchemaLock(PostgresAddress address) {
        this.address = address;
    }

    /** Somebody else holds it. */
    static final class TakenException extends SQLException {

        TakenException() {
            super("another Undertone keeps its ledger in this schema");
        }
    }

    /** Holds it, and takes it again if its session was lost. */
    synchronized void hold() throws SQLException {
        if (closed) {
            throw new SQLException("the ledger is closed");
        }
        if (session.isPresent() && session.get().isValid(CHECK_SECONDS)) {
            return;
        }
        end();
        Connection connection = address.timed(new PGSimpleDataSource()).getConnection();
        session = Optional.of(connection);
        try {
            lock(connection);
        } catch (SQLException e) {
            end();
            throw e;
        }
    }

    private void lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            // A machine that lost its power says no goodbye: it is missed after a minute, and not after two hours.
            statement.execute("SET tcp_keepalives_idle = 30");
            statement.execute("SET tcp_keepalives_interval = 10");
            statement.execute("SET tcp_keepalives_count = 3");
            // It is always idle, and a server may end such sessions (PostgreSQL 14 and newer).
            statement.execute("SET idle_session_timeout = 0");
        }
        try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?, hashtext(?))")) {
            statement.setInt(1, OURS);
            statement.setString(2, address.schema());
            try (var rows = statement.executeQuery()) {
                if (!rows.next() || !rows.getBoolean(1)) {
                    throw new TakenException();
                }
            }
        }
    }

    private void end() {
        session.ifPresent(connection -> {
            try {
                connection.close();
            } catch (SQLException e) {
                // It is lost, which is what was wanted.
            }
        });
        session = Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        session.ifPresent(SchemaLock::unlock);
        end();
    }

    /** A server notices a moment after the goodbye that a session is over, and who starts again at once is refused till then. */
    private static void unlock(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()");
        } catch (SQLException e) {
            // Its session is lost, and with it what it held.
        }
    }
}
