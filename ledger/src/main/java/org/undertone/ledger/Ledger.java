package org.undertone.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.undertone.ledger.entry.LeftOpen;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.LedgerServer;
import org.undertone.ledger.sql.PostgresServer;
import org.undertone.ledger.sql.SqliteFile;
import org.undertone.ledger.sql.rows.AlertRows;
import org.undertone.ledger.sql.rows.CallRows;
import org.undertone.ledger.sql.rows.Identity;
import org.undertone.ledger.sql.rows.PauseRows;
import org.undertone.ledger.sql.rows.SupervisionRows;

/**
 * What must not be lost, in one SQLite file or in one schema of a PostgreSQL server. Safe for many threads; in a file writers
 * wait for each other, readers wait for nobody. Every write is one transaction that is kept when the method returns, also if
 * this program is then killed (a power cut may cost a file the last moments, never all of it: WAL with
 * {@code synchronous=NORMAL}). Moments are kept to the millisecond.
 *
 * <p>A PostgreSQL server that is away is waited for 3 s, and then for 10 s every method fails at once, so that calls are helped
 * meanwhile.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class Ledger implements AutoCloseable {

    private static final String STOPPED = "Undertone ended";
    private static final String STOPPED_EARLIER = "Undertone was stopped";

    private final LedgerDatabase database;
    private final CallLedger calls;
    private final TapLedger taps;
    private final AssessmentLedger assessments;
    private final AlertLedger alerts;
    private final SupervisionLedger supervisions;
    private final LoadLedger loads;
    private final Verdicts verdicts;
    private final ShadowScores shadowScores;
    private final HeardCalls heardCalls;
    private final Outbox outbox;

    /** Gives a new one its name among all ledgers. */
    private static Ledger opened(LedgerDatabase database) {
        try {
            database.run("naming the ledger", handle -> Identity.make(handle, UUID.randomUUID()));
            return new Ledger(database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private Ledger(LedgerDatabase database) {
        this.database = database;
        this.calls = new CallLedger(database);
        this.taps = new TapLedger(database);
        this.assessments = new AssessmentLedger(database);
        this.alerts = new AlertLedger(database);
        this.supervisions = new SupervisionLedger(database);
        this.loads = new LoadLedger(database);
        this.verdicts = new Verdicts(database);
        this.shadowScores = new ShadowScores(database);
        this.heardCalls = new HeardCalls(database);
        this.outbox = new Outbox(database);
    }

    /** Opens the ledger in that file; makes the file and its folder, and brings its tables up to date. */
    public static Ledger open(Path file) {
        return opened(LedgerDatabase.open(new SqliteFile(file)));
    }

    /**
     * Opens the ledger on that server; makes its schema, and brings its tables up to date. Until it is closed no other program
     * can open it so.
     */
    public static Ledger open(LedgerServer server) {
        return opened(LedgerDatabase.open(new PostgresServer(server)));
    }

    /**
     * Opens the ledger in that file to read it, also beside a program that writes it; makes and changes nothing, and every
     * write is refused.
     *
     * @throws LedgerException also if there is no such file, or its tables are those of another version
     */
    public static Ledger openToRead(Path file) {
        return new Ledger(LedgerDatabase.openToRead(new SqliteFile(file)));
    }

    /**
     * Opens the ledger on that server to read it, as one in a file.
     *
     * @throws LedgerException also if there is none yet, or its tables are those of another version
     */
    public static Ledger openToRead(LedgerServer server) {
        return new Ledger(LedgerDatabase.openToRead(new PostgresServer(server)));
    }

    /**
     * Opens the ledger in that file to change something beside the program that keeps it, such as dead letters; makes none.
     *
     * @throws LedgerException also if there is none yet, or its tables are those of another version
     */
    public static Ledger openBeside(Path file) {
        return new Ledger(LedgerDatabase.openBeside(new SqliteFile(file)));
    }

    /** Opens the ledger on that server to change something beside the program that keeps it, as one in a file. */
    public static Ledger openBeside(LedgerServer server) {
        return new Ledger(LedgerDatabase.openBeside(new PostgresServer(server)));
    }

    /**
     * Whether a ledger could be opened on that server; makes and changes nothing.
     *
     * @return what was found, in words for the admin
     * @throws LedgerException if it could not be opened
     */
    public static String look(LedgerServer server) {
        return new PostgresServer(server).look();
    }

    /** Who it is among all ledgers, from its first opening on: no other has the same, but for copies of it. */
    public UUID id() {
        return database.read("reading the ledger's id", Identity::of);
    }

    /** Where it keeps everything, for messages: the file's path, or the server, database and schema. */
    public String place() {
        return database.place();
    }

    /**
     * Ends every call, tap, pause and supervision that has no end yet, each when it was seen last, and the alerts of calls that
     * have ended: for the start of the program after one that was killed, before anything is recorded. What still goes on is
     * recorded anew.
     *
     * @param at now: the end of what belongs to no call that is known
     * @param reason for what keeps one
     */
    public LeftOpen endWhatWasOpen(Instant at, String reason) {
        return database.write("ending what was left open", handle -> {
            // Those of calls that the last life was following may go on in this one.
            AlertRows.endThoseOfEndedCalls(handle, STOPPED);
            CallRows.settle(handle, STOPPED, STOPPED_EARLIER);
            return new LeftOpen(
                    CallRows.endAllWhenSeenLast(handle, reason),
                    CallRows.endAllTaps(handle, at, reason),
                    PauseRows.endAll(handle, at),
                    SupervisionRows.endAll(handle, at, reason));
        });
    }

    /**
     * Ends every call, tap, pause and supervision that has no end yet, at that moment: for the end of the program, after
     * everything is recorded. The calls may go on, and their alerts with them if this program is started again meanwhile.
     */
    public LeftOpen leave(Instant at) {
        return database.write(
                "ending what goes on without Undertone",
                handle -> new LeftOpen(
                        CallRows.endAll(handle, at, STOPPED),
                        CallRows.endAllTaps(handle, at, STOPPED),
                        PauseRows.endAll(handle, at),
                        SupervisionRows.endAll(handle, at, STOPPED)));
    }

    /** Its calls. */
    public CallLedger calls() {
        return calls;
    }

    /** The taps and pauses of its calls. */
    public TapLedger taps() {
        return taps;
    }

    /** What was heard in its calls. */
    public AssessmentLedger assessments() {
        return assessments;
    }

    /** What fired in its calls, and what came of it. */
    public AlertLedger alerts() {
        return alerts;
    }

    /** Who listened to its calls. */
    public SupervisionLedger supervisions() {
        return supervisions;
    }

    /** When there was too much to hear. */
    public LoadLedger loads() {
        return loads;
    }

    /** What people say of its alerts. */
    public Verdicts verdicts() {
        return verdicts;
    }

    /** What a model in the shadow heard in its calls. */
    public ShadowScores shadowScores() {
        return shadowScores;
    }

    /** Its calls with what was heard in them, to be gone through one after the other. */
    public HeardCalls heardCalls() {
        return heardCalls;
    }

    /** What is to be sent, and what became of it. */
    public Outbox outbox() {
        return outbox;
    }

    /** Closes it; what was kept stays. */
    @Override
    public void close() {
        database.close();
    }

    /** Where it is kept; for tests that look into its tables, or break them. */
    LedgerDatabase database() {
        return database;
    }
}
