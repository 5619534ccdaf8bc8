package org.undertone.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.undertone.core.CallId;
import org.undertone.ledger.entry.DeliveryCount;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.sql.LedgerDatabase;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.rows.DeliveryRows;

/**
 * What alerts are to send, and what became of it. A row is written with its alert ({@link AlertLedger#record(Alert, List)}) and
 * waits until a destination took it or it is a dead letter; a program that is killed loses none. Safe for many threads, and
 * beside other programs; only one may send.
 *
 * <p>Every method throws {@link LedgerException} when the ledger cannot be read or written.
 */
public final class Outbox {

    private final LedgerDatabase database;

    Outbox(LedgerDatabase database) {
        this.database = database;
    }

    /** What is to be sent next to that destination, of all that is due: never before what came earlier in its call. */
    public Optional<DeliveryRecord> due(String destination, Instant now) {
        return database.read(
                "reading what is due for " + destination, handle -> DeliveryRows.due(handle, destination, now));
    }

    /** When something is to be sent to that destination next; empty where nothing waits. */
    public Optional<Instant> nextTry(String destination) {
        return database.read(
                "reading when " + destination + " is due", handle -> DeliveryRows.nextTry(handle, destination));
    }

    /** How many messages wait, and how many dead letters there are, by destination. */
    public List<DeliveryCount> counts() {
        return database.read("counting deliveries", DeliveryRows::counts);
    }

    /** Keeps that the destination took it. */
    public void delivered(long id, Instant at) {
        database.run("storing delivery " + id, handle -> DeliveryRows.delivered(handle, id, at));
    }

    /** Keeps that it was sent and did not arrive, and when to try again. */
    public void tryAgain(long id, Instant next, String error) {
        database.run("storing delivery " + id, handle -> DeliveryRows.tryAgain(handle, id, next, error));
    }

    /** Keeps that it was sent and the destination refused it for good: it is a dead letter. */
    public void refused(long id, String error) {
        database.run("storing delivery " + id, handle -> DeliveryRows.dead(handle, id, 1, error));
    }

    /** Keeps that it became too old without being sent once more: it is a dead letter. */
    public void gaveUp(long id, String error) {
        database.run("storing delivery " + id, handle -> DeliveryRows.dead(handle, id, 0, error));
    }

    /** Lets all that waits for that destination wait until then, or until it is too old; no attempt is counted. */
    public void postpone(String destination, Instant until, String why) {
        database.run(
                "storing a pause of " + destination, handle -> DeliveryRows.postpone(handle, destination, until, why));
    }

    /** The destinations that something waits for, whether or not they are still known. */
    public List<String> destinationsWaitedFor() {
        return database.read("reading where something is to go", DeliveryRows::destinationsWaitedFor);
    }

    /** Keeps that nothing that waits for that destination is sent any more: all are dead letters. Returns how many. */
    public int giveUpAll(String destination, String error) {
        return database.write(
                "giving up what is for " + destination, handle -> DeliveryRows.giveUpAll(handle, destination, error));
    }

    /**
     * Has a dead letter sent again, with the same key and body.
     *
     * @param giveUpAfter how long it is tried from now on
     * @return whether it was a dead letter
     */
    public boolean again(long id, Instant now, Duration giveUpAfter) {
        return database.write(
                "sending delivery " + id + " again", handle -> DeliveryRows.again(handle, id, now, giveUpAfter));
    }

    /** The newest ones in one of these states, the oldest of them first. */
    public List<DeliveryRecord> list(Collection<DeliveryState> states, int limit) {
        return states.isEmpty()
                ? List.of()
                : database.read("reading deliveries", handle -> DeliveryRows.in(handle, states, limit));
    }

    /** That one. */
    public Optional<DeliveryRecord> find(long id) {
        return database.read("reading delivery " + id, handle -> DeliveryRows.find(handle, id));
    }

    /** All of a call, in the order in which they were written. */
    public List<DeliveryRecord> of(CallId call) {
        return database.read("reading the deliveries of " + call, handle -> DeliveryRows.of(handle, call.linkedId()));
    }
}
