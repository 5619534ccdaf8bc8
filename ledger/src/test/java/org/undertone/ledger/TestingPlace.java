package org.undertone.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.undertone.ledger.sql.LedgerServer;

/** Where a test keeps its ledger: a file, or a schema of a PostgreSQL, that nobody used before. */
public interface TestingPlace {

    /** The kinds of databases that the tests of the ledger run on. */
    enum Kind {
        SQLITE,
        POSTGRESQL
    }

    static TestingPlace fresh(Kind kind, Path folder, TestingPostgres postgres) {
        return switch (kind) {
            case SQLITE -> new File(folder.resolve("undertone.db"));
            case POSTGRESQL -> new Schema(postgres, postgres.freshUrl());
        };
    }

    Ledger open();

    Ledger openToRead();

    Ledger openBeside();

    /** Changes it from outside, as an admin with a shell would. */
    void beside(String sql) throws SQLException;

    /** A statement that makes every insert into that table fail, and one that mends it. */
    String breaking(String table);

    String mending(String table);

    /** In a file. */
    record File(Path file) implements TestingPlace {

        @Override
        public Ledger open() {
            return Ledger.open(file);
        }

        @Override
        public Ledger openToRead() {
            return Ledger.openToRead(file);
        }

        @Override
        public Ledger openBeside() {
            return Ledger.openBeside(file);
        }

        @Override
        public void beside(String sql) throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public String breaking(String table) {
            return "CREATE TRIGGER refuse BEFORE INSERT ON " + table
                    + " BEGIN SELECT RAISE(ABORT, 'refused by a test'); END";
        }

        @Override
        public String mending(String table) {
            return "DROP TRIGGER refuse";
        }
    }

    /** In a schema of a server. */
    record Schema(TestingPostgres postgres, String url) implements TestingPlace {

        LedgerServer server() {
            return new LedgerServer(url, Optional.of(TestingPostgres.USER), Optional.of(TestingPostgres.PASSWORD));
        }

        @Override
        public Ledger open() {
            return Ledger.open(server());
        }

        @Override
        public Ledger openToRead() {
            return Ledger.openToRead(server());
        }

        @Override
        public Ledger openBeside() {
            return Ledger.openBeside(server());
        }

        @Override
        public void beside(String sql) throws SQLException {
            postgres.beside(url, sql);
        }

        @Override
        public String breaking(String table) {
            return "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN RAISE EXCEPTION 'refused by a test'; END $$;"
                    + " CREATE TRIGGER refuse BEFORE INSERT ON " + table
                    + " FOR EACH ROW EXECUTE FUNCTION refuse()";
        }

        @Override
        public String mending(String table) {
            return "DROP TRIGGER refuse ON " + table;
        }
    }
}
