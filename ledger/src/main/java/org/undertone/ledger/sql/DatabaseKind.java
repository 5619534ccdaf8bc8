package org.undertone.ledger.sql;

import java.util.function.Supplier;

/** What one kind of database does in its own way: how it is opened, how a transaction is tried, what its trouble means. */
sealed interface DatabaseKind permits SqliteFile, PostgresServer {

    /** Where the ledger is, for messages; never with a password. */
    String place();

    /** Opens it to be written, and brings its tables up to date. */
    Pools open();

    /** Opens what is there; makes and changes nothing, and refuses every write. */
    Pools openToRead();

    /** Opens what is there to change it beside the program that keeps it; makes nothing, and brings nothing up to date. */
    Pools openBeside();

    /**
     * Runs one transaction: once, or again where that is safe and may help.
     *
     * @throws LedgerException with {@link #explain}'s words if it fails
     */
    <T> T attempt(String doing, Supplier<T> transaction);

    /** Says in words what went wrong and what helps. */
    LedgerException explain(String doing, RuntimeException trouble);
}
