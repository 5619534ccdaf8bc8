package org.undertone.ledger.sql;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The database behind the ledger, opened: transactions that write, transactions that only read, and words for trouble. */
public final class LedgerDatabase implements AutoCloseable {

    private final DatabaseKind kind;
    private final Pools pools;
    private final Jdbi writer;
    private final Jdbi reader;

    private LedgerDatabase(DatabaseKind kind, Pools pools) {
        this.kind = kind;
        this.pools = pools;
        this.writer = Jdbi.create(pools.writing());
        this.reader = Jdbi.create(pools.reading());
    }

    /** Opens it to be written; makes it if it is not there, and brings its tables up to date. */
    public static LedgerDatabase open(DatabaseKind kind) {
        return new LedgerDatabase(kind, kind.open());
    }

    /** Opens what is there; makes and changes nothing, and refuses every write. */
    public static LedgerDatabase openToRead(DatabaseKind kind) {
        return new LedgerDatabase(kind, kind.openToRead());
    }

    /** Opens what is there to change it beside the program that keeps it. */
    public static LedgerDatabase openBeside(DatabaseKind kind) {
        return new LedgerDatabase(kind, kind.openBeside());
    }

    /**
     * Runs one write transaction; what it returns is durable against a crash of this program. Where several write at the same
     * time, it is as if one came after the other. The work may be run again, so it does nothing but SQL.
     */
    public <T> T write(String doing, Function<Handle, T> work) {
        return kind.attempt(doing, () -> writer.inTransaction(work::apply));
    }

    /** Runs one write transaction that returns nothing. */
    public void run(String doing, Consumer<Handle> work) {
        write(doing, handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** Reads from one snapshot. The work may be run again. */
    public <T> T read(String doing, Function<Handle, T> work) {
        return kind.attempt(doing, () -> reader.inTransaction(work::apply));
    }

    /** Where the ledger is, for messages; never with a password. */
    public String place() {
        return kind.place();
    }

    @Override
    public void close() {
        pools.close();
    }
}
