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
        ask(
                flyway::migrate,
                "bringing the tables up to date",
                "a newer version may have written it: run that one, or name another place");
    }

    void requireOurs() {
        ask(
                flyway::validate,
                "looking at the tables",
                "those of an older one 'undertone run' brings up to date when it starts");
    }

    private void ask(Runnable flywayToDo, String doing, String whereTheyAreOthers) {
        try {
            flywayToDo.run();
        } catch (FlywayValidateException e) {
            throw new LedgerException(
                    "ledger " + kind.place() + ": its tables are not those of this version of Undertone ("
                            + firstLine(e) + "); " + whereTheyAreOthers,
                    e);
        } catch (FlywayException e) {
            throw kind.explain(doing, e);
        }
    }

    private static String firstLine(Throwable e) {
        return e.getMessage().lines().skip(1).findFirst().orElse(e.getMessage());
    }
}
