package org.undertone.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.LoadStep;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.LeftOpen;
import org.undertone.ledger.entry.Mark;
import org.undertone.ledger.entry.NotTapped;
import org.undertone.ledger.entry.Outgoing;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.SupervisionRecord;
import org.undertone.ledger.entry.TapRecord;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.entry.TicketCause;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.LedgerServer;
import org.undertone.ledger.sql.PostgresServer;
import org.undertone.ledger.sql.SqliteFile;
import org.undertone.ledger.sql.rows.AlertRows;
import org.undertone.ledger.sql.rows.AssessmentRows;
import org.undertone.ledger.sql.rows.CallRows;
import org.undertone.ledger.sql.rows.DeliveryRows;
import org.undertone.ledger.sql.rows.Identity;
import org.undertone.ledger.sql.rows.LoadStepRows;
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

    private static final String SQLITE_URL = "jdbc:sqlite:";
    private static final String CALL_ENDED = "the call ended";
    private static final String STOPPED = "Undertone ended";
    private static final String STOPPED_EARLIER = "Undertone was stopped";

    private final LedgerDatabase database;
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
     * Opens the ledger that a setting names: a path, or {@code jdbc:sqlite:} and a path, or a URL as of {@link LedgerServer}.
     *
     * @throws LedgerException also for another kind of database
     */
    public static Ledger open(String pathOrUrl) {
        if (!pathOrUrl.startsWith("jdbc:")) {
            return open(Path.of(pathOrUrl));
        }
        if (pathOrUrl.startsWith(LedgerServer.PREFIX)) {
            return open(LedgerServer.of(pathOrUrl));
        }
        String path = pathOrUrl.startsWith(SQLITE_URL) ? pathOrUrl.substring(SQLITE_URL.length()) : "";
        if (path.isBlank() || path.startsWith(":") || path.contains("?")) {
            String kind = pathOrUrl.replaceFirst("^(jdbc:[^:]*:).*", "$1...");
            throw new LedgerException("ledger: '" + kind + "' is not understood; write a file's path, " + SQLITE_URL
                    + "/path/to/undertone.db without options, or " + LedgerServer.PREFIX + "//host/database");
        }
        return open(Path.of(path));
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
     * Keeps a call, or the newer facts of one that it has; the moment of its start stays the first one told. A call that had
     * ended is open again: it goes on, such as after a restart of this program.
     */
    public void recordCall(CallFacts facts) {
        database.run("storing call " + facts.call(), handle -> CallRows.upsert(handle, facts));
    }

    /**
     * Keeps when a call ended; the first end stays, unless the call was recorded again meanwhile. Taps and pauses of it that
     * are still open end with it. Returns whether the call's own end changed.
     */
    public boolean endCall(CallId call, Instant at) {
        return database.write("ending call " + call, handle -> {
            CallRows.endTapsOf(handle, call, at, CALL_ENDED);
            PauseRows.endAllOf(handle, call, at);
            return CallRows.end(handle, call, at);
        });
    }

    /** Keeps that a tap stands since then, and how long it took to set up. */
    public void recordTap(LegId leg, Role role, Instant from, Duration setUp) {
        database.run("storing the tap of " + leg, handle -> CallRows.insertTap(handle, leg, role, from, setUp));
    }

    /** Keeps that the leg's tap ended; the first end stays. Returns whether that changed anything. */
    public boolean endTap(LegId leg, Instant to, String reason) {
        return database.write("ending the tap of " + leg, handle -> CallRows.endTap(handle, leg, to, reason));
    }

    /**
     * Keeps that a tapped leg is not scored since then. A leg has one pause at a time: the same reason again changes nothing,
     * another reason ends the one before.
     *
     * @param reason such as {@code hold} or {@code parked}
     */
    public void recordPause(LegId leg, String reason, Instant from) {
        database.run("storing the pause of " + leg, handle -> PauseRows.begin(handle, leg, reason, from));
    }

    /** Keeps that the leg's pause ended. Returns whether that changed anything. */
    public boolean endPause(LegId leg, Instant to) {
        return database.write("ending the pause of " + leg, handle -> PauseRows.end(handle, leg, to));
    }

    /**
     * Keeps that a supervisor takes part in the alert's call in that way since then, also if the alert could not be kept. What
     * the alert's supervision was until then ends; the same again changes nothing.
     *
     * @param supervisor their endpoint
     */
    public void recordSupervision(AlertId alert, String supervisor, SupervisionMode mode, Instant at) {
        database.run(
                "storing the supervision of alert " + alert,
                handle -> SupervisionRows.begin(handle, alert, supervisor, mode, at));
    }

    /** Keeps that the alert's supervision ended; the first end stays. Returns whether that changed anything. */
    public boolean endSupervision(AlertId alert, Instant at, String reason) {
        return database.write(
                "ending the supervision of alert " + alert, handle -> SupervisionRows.end(handle, alert, at, reason));
    }

    /**
     * Keeps that a call was going on when it was seen first, at that moment. Changes nothing for a call that was known before,
     * such as one that this program followed until it was stopped.
     */
    public void recordAlreadyGoing(CallId call, Instant startedAt) {
        database.run(
                "storing that call " + call + " was already going",
                handle -> CallRows.alreadyGoing(handle, call, startedAt));
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

    /** Keeps why a whole call was not tapped. The first time of each reason stays. */
    public void recordNotTapped(CallId call, String reason, Instant at) {
        database.run(
                "storing why " + call + " was not tapped",
                handle -> CallRows.insertNotTapped(handle, call, "", reason, at));
    }

    /** Keeps why one leg was not tapped. The first time of each reason stays. */
    public void recordNotTapped(LegId leg, String reason, Instant at) {
        database.run(
                "storing why " + leg + " was not tapped",
                handle -> CallRows.insertNotTapped(handle, leg.call(), leg.channelId(), reason, at));
    }

    /** Keeps all of them, or none; one that is there already changes nothing. Live ones go through {@link LedgerWriter}. */
    public void append(List<Assessment> assessments) {
        if (!assessments.isEmpty()) {
            database.run(
                    "storing " + assessments.size() + " assessments",
                    handle -> AssessmentRows.insert(handle, assessments));
        }
    }

    /** Keeps an alert that sends nothing; see {@link #record(Alert, List)}. */
    public List<Ticket> record(Alert alert) {
        return record(alert, List.of());
    }

    /**
     * Keeps an alert, its evidence, its tickets, its marks and what it sends: all of it or nothing. An alert whose id is
     * there already changes nothing.
     *
     * @param outgoing what is to be sent, in the order in which the destinations are to get it
     * @return its tickets, in the order of its actions
     */
    public List<Ticket> record(Alert alert, List<Outgoing> outgoing) {
        return database.write("storing alert " + alert.id(), handle -> {
            if (AlertRows.insert(handle, alert)) {
                AssessmentRows.insertEvidence(handle, alert.id(), alert.evidence());
                AlertRows.insertTickets(handle, alert);
                AlertRows.insertMarks(handle, alert);
                DeliveryRows.insert(handle, alert.id(), outgoing, alert.firedAt());
            }
            return AlertRows.ticketsOf(handle, alert.id());
        });
    }

    /**
     * Keeps that what an alert told of is over; the first end stays. Where its leg was tapped anew meanwhile, whose sound
     * counts from 0 again, it ends no earlier than it began. Returns whether that changed anything.
     */
    public boolean endAlert(AlertEnd end) {
        return database.write("ending alert " + end.alert(), handle -> AlertRows.end(handle, end));
    }

    /** Keeps that more, or less, is heard from then on. */
    public void recordLoadStep(LoadStep step) {
        database.run("storing a load step", handle -> LoadStepRows.insert(handle, step));
    }

    /** What is to be sent, and what became of it. */
    public Outbox outbox() {
        return outbox;
    }

    /**
     * Keeps what an action came to. The alert must have been recorded before.
     *
     * @param detail what was done, or why not, in words; no phone numbers
     */
    public void recordAction(AlertId alert, Action action, ActionOutcome outcome, String detail, Instant at) {
        database.run(
                "storing action " + action.verb() + " of alert " + alert,
                handle -> AlertRows.insertAction(handle, alert, action.verb(), outcome, detail, at));
    }

    /** The newest calls, the newest first. */
    public List<CallRecord> calls(int limit) {
        return database.read("reading calls", handle -> CallRows.newest(handle, limit));
    }

    /**
     * The newest calls, the newest first, with those that belonged to no profile: of these only is known why they were not
     * tapped.
     */
    public List<CallId> newest(int limit) {
        return database.read("reading calls", handle -> CallRows.newestIds(handle, limit));
    }

    /** The calls that a leg on that channel was part of, the newest first. */
    public List<CallId> callsOfLeg(String channelId) {
        return database.read("reading the calls of leg " + channelId, handle -> CallRows.withLeg(handle, channelId));
    }

    /** That call, if it was recorded. */
    public Optional<CallRecord> call(CallId call) {
        return database.read("reading call " + call, handle -> CallRows.find(handle, call));
    }

    /** The call's taps, the oldest first. */
    public List<TapRecord> taps(CallId call) {
        return database.read("reading the taps of " + call, handle -> CallRows.taps(handle, call));
    }

    /** Why the call, or legs of it, were not tapped, the oldest first. */
    public List<NotTapped> notTapped(CallId call) {
        return database.read("reading what was not tapped of " + call, handle -> CallRows.notTapped(handle, call));
    }

    /** The call's pauses of all legs, the oldest first. */
    public List<PauseRecord> pauses(CallId call) {
        return database.read("reading the pauses of " + call, handle -> PauseRows.of(handle, call));
    }

    /** Who listened to the call, how and when, the oldest first. */
    public List<SupervisionRecord> supervisions(CallId call) {
        return database.read("reading the supervisions of " + call, handle -> SupervisionRows.of(handle, call));
    }

    /** The call's assessments of all legs, in the order in which their sound arrived. */
    public List<Assessment> assessments(CallId call) {
        return database.read("reading the assessments of " + call, handle -> AssessmentRows.of(handle, call));
    }

    /** The call's alerts, the oldest first. */
    public List<AlertRecord> alerts(CallId call) {
        return database.read("reading the alerts of " + call, handle -> AlertRows.of(handle, call));
    }

    /** The moments of a call that alerts marked, the oldest first. */
    public List<Mark> marks(CallId call) {
        return database.read("reading the marks of " + call, handle -> AlertRows.marks(handle, call));
    }

    /** The steps in which the load was shed, and taken up again, from that moment on, the oldest first. */
    public List<LoadStep> loadSteps(Instant since) {
        return database.read("reading the load steps", handle -> LoadStepRows.since(handle, since));
    }

    /** The alerts that fired since then, of all calls, the oldest first; without windows, tickets and actions. */
    public List<AlertRecord> alertsSince(Instant since) {
        return database.read("reading alerts", handle -> AlertRows.since(handle, since));
    }

    /** The newest tickets, the newest first. */
    public List<Ticket> tickets(int limit) {
        return database.read("reading tickets", handle -> AlertRows.newestTickets(handle, limit));
    }

    /** That ticket and the alert, with its windows, that opened it. */
    public Optional<TicketCause> ticket(long number) {
        return database.read("reading ticket " + number, handle -> AlertRows.ticket(handle, number)
                .flatMap(
                        ticket -> AlertRows.find(handle, ticket.alert()).map(alert -> new TicketCause(ticket, alert))));
    }

    /** Closes it; what was kept stays. */
    @Override
    public void close() {
        database.close();
    }

    LedgerDatabase database() {
        return database;
    }
}
