package org.undertone.ledger.sql;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** The tables of a ledger and their versions, the same in every kind of database. */
final class Tables {

    /** Where Flyway remembers what it did. */
    static final String HISTORY = "flyway_schema_history";

    private static final String MIGRATIONS = "classpath:org/undertone/ledger/migrations";

    private final DatabaseKind kind;
    private final Flyway flyway;

    private Tables(DatabaseKind kind, Flyway flyway) {
        this.kind = kind;
        this.flyway = flyway;
    }

    /** Those that this configuration, which knows the database, leads to. */
    static Tables of(DatabaseKind kind, FluentConfiguration database) {
        return new Tables(
                kind,
                database.locations(MIGRATIONS)
                        .table(HISTORY)
                        .loggers("slf4j")
                        .cleanDisabled(true)
                        // Strict: tables of a newer Undertone are refused instead of half understood.
                        .ignoreMigrationPatterns(new String[0])
                        .load());
    }

    static FluentConfiguration configuration() {
        return Flyway.configure(Tables.class.getClassLoader());
    }

    void bringUpToDate() {
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw new LedgerException(
                    "ledger " + kind.place() + ": its tables are not those of this version of Undertone ("
                            + firstLine(e)
                            + "); a newer version may have written it: run that one, or name another place",
                    e);
        } catch (FlywayException e) {
            throw kind.explain("bringing the tables up to date", e);
        }
    }

    void requireOurs() {
        try {
            flyway.validate();
        } catch (FlywayValidateException e) {
            throw new LedgerException(
                    "ledger " + kind.place() + ": its tables are not those of this version of Undertone ("
                            + firstLine(e)
                            + "); those of an older one 'undertone run' brings up to date when it starts",
                    e);
        } catch (FlywayException e) {
            throw kind.explain("looking at the tables", e);
        }
    }

    private static String firstLine(Throwable e) {
        return e.getMessage().lines().skip(1).findFirst().orElse(e.getMessage());
    }
}
