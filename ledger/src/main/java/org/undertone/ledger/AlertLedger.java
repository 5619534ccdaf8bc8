package org.undertone.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.AlertId;
import org.undertone.core.CallId;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.Mark;
import org.undertone.ledger.entry.Outgoing;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.entry.TicketCause;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.AlertRows;
import org.undertone.ledger.sql.rows.AssessmentRows;
import org.undertone.ledger.sql.rows.DeliveryRows;

/**
 * The alerts that fired, with their evidence, tickets and marks, and what came of their actions. Safe for many threads.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class AlertLedger {

    private final LedgerDatabase database;

    AlertLedger(LedgerDatabase database) {
        this.database = database;
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
    public boolean end(AlertEnd end) {
        return database.write("ending alert " + end.alert(), handle -> AlertRows.end(handle, end));
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

    /** The call's alerts, the oldest first. */
    public List<AlertRecord> of(CallId call) {
        return database.read("reading the alerts of " + call, handle -> AlertRows.of(handle, call));
    }

    /** The alerts that fired since then, of all calls, the oldest first; without windows, tickets and actions. */
    public List<AlertRecord> since(Instant since) {
        return database.read("reading alerts", handle -> AlertRows.since(handle, since));
    }

    /** The moments of a call that alerts marked, the oldest first. */
    public List<Mark> marksOf(CallId call) {
        return database.read("reading the marks of " + call, handle -> AlertRows.marks(handle, call));
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
}
