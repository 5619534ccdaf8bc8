package org.undertone.ledger.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The connections to an open ledger.
 *
 * @param writing where transactions that write come from
 * @param reading where those come from that cannot write; may be the same as {@code writing}
 * @param held what else must be let go of at the end, after both
 */
record Pools(HikariDataSource writing, HikariDataSource reading, Held held) implements AutoCloseable {

    /** What is held as long as a ledger is open. */
    interface Held extends AutoCloseable {

        @Override
        void close();
    }

    static final String WRITING = "undertone-ledger-write";
    static final String READING = "undertone-ledger-read";

    /** Settings of a pool of at most that many connections, which a caller waits for at most that long. */
    static HikariConfig config(String name, int size, Duration patience, DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(patience.toMillis());
        return config;
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
        held.close();
    }
}
