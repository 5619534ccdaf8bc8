package org.undertone.ledger.sql.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.undertone.core.AlertId;
import org.undertone.ledger.entry.DeliveryCount;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.entry.Outgoing;

/** The table {@code deliveries}. */
public final class DeliveryRows {

    /** Of each call only the oldest that waits: what comes after it in the call must not overtake it. */
    private static final String FIRST_OF_ITS_CALL = " WHERE d.state = 'waiting' AND d.destination = :destination"
            + " AND NOT EXISTS (SELECT 1 FROM deliveries AS earlier WHERE earlier.call_id = d.call_id"
            + " AND earlier.destination = d.destination AND earlier.state = 'waiting' AND earlier.id < d.id)";

    private static final int LONGEST_ERROR = 500;

    private DeliveryRows() {}

    /** Each waits and is due at once; one with a fault is dead from the start. The alert must be there. */
    public static void insert(Handle handle, AlertId alert, List<Outgoing> outgoing, Instant at) {
        for (Outgoing one : outgoing) {
            AlertRows.bindId(
                            handle.createUpdate(
                                    "INSERT INTO deliveries (id, call_id, rule, episode, position, part,"
                                            + " destination, verb, idempotency_key, body, state, created_at, next_try_at,"
                                            + " give_up_at, attempts, last_error) VALUES (:id, :call, :rule, :episode, :position,"
                                            + " :part, :destination, :verb, :key, :body, :state, :at, :at, :giveUp, 0, :error)"),
                            alert)
                    .bind("id", AlertRows.next(handle, "delivery"))
                    .bind("position", one.position())
                    .bind("part", one.part())
                    .bind("destination", one.destination())
                    .bind("verb", one.verb())
                    .bind("key", one.key())
                    .bind("body", one.body())
                    .bind("state", (one.fault().isEmpty() ? DeliveryState.WAITING : DeliveryState.DEAD).label())
                    .bind("at", at.toEpochMilli())
                    .bind("giveUp", at.plus(one.giveUpAfter()).toEpochMilli())
                    .bind("error", shortened(one.fault()))
                    .execute();
        }
    }

    /** What is due longest, of those that are the first that wait in their calls; empty if nothing is due. */
    public static Optional<DeliveryRecord> due(Handle handle, String destination, Instant now) {
        return handle.createQuery("SELECT d.* FROM deliveries AS d" + FIRST_OF_ITS_CALL
                        + " AND d.next_try_at <= :now ORDER BY d.next_try_at, d.id LIMIT 1")
                .bind("destination", destination)
                .bind("now", now.toEpochMilli())
                .map((rs, context) -> delivery(rs))
                .findOne();
    }

    /** When something is due next, also if that is over; empty where nothing waits. */
    public static Optional<Instant> nextTry(Handle handle, String destination) {
        return handle.createQuery("SELECT d.next_try_at FROM deliveries AS d" + FIRST_OF_ITS_CALL
                        + " ORDER BY d.next_try_at LIMIT 1")
                .bind("destination", destination)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /** The destination took it; counts a try and forgets the last error. */
    public static void delivered(Handle handle, long id, Instant at) {
        handle.createUpdate("UPDATE deliveries SET state = 'delivered', delivered_at = :at, attempts = attempts + 1,"
                        + " last_error = '' WHERE id = :id")
                .bind("id", id)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /** It did not arrive and waits until then; counts a try. */
    public static void tryAgain(Handle handle, long id, Instant next, String error) {
        failed(
                        handle.createUpdate("UPDATE deliveries SET next_try_at = :next, attempts = attempts + 1,"
                                        + " last_error = :error WHERE id = :id")
                                .bind("next", next.toEpochMilli()),
                        id,
                        error)
                .execute();
    }

    /**
     * It is not tried any more.
     *
     * @param tries how many to count, 0 if it was not sent once more
     */
    public static void dead(Handle handle, long id, int tries, String error) {
        failed(
                        handle.createUpdate("UPDATE deliveries SET state = 'dead', attempts = attempts + :tries,"
                                        + " last_error = :error WHERE id = :id")
                                .bind("tries", tries),
                        id,
                        error)
                .execute();
    }

    private static Update failed(Update update, long id, String error) {
        return update.bind("id", id).bind("error", shortened(error));
    }

    /** Lets what waits for the destination wait until then, or until it is too old; counts no try. How many that changed. */
    public static int postpone(Handle handle, String destination, Instant until, String why) {
        // No longer than it is tried at all: then somebody must be told.
        return handle.createUpdate("UPDATE deliveries SET next_try_at = CASE WHEN give_up_at < :until THEN give_up_at"
                        + " ELSE :until END, last_error = :why"
                        + " WHERE state = 'waiting' AND destination = :destination AND next_try_at < :until")
                .bind("destination", destination)
                .bind("until", until.toEpochMilli())
                .bind("why", shortened(why))
                .execute();
    }

    /** The destinations that something waits for, in the order of their names. */
    public static List<String> destinationsWaitedFor(Handle handle) {
        return handle.createQuery(
                        "SELECT DISTINCT destination FROM deliveries WHERE state = 'waiting' ORDER BY destination")
                .mapTo(String.class)
                .list();
    }

    /** All that waits for the destination is dead; how many there were. */
    public static int giveUpAll(Handle handle, String destination, String error) {
        return handle.createUpdate("UPDATE deliveries SET state = 'dead', last_error = :error"
                        + " WHERE state = 'waiting' AND destination = :destination")
                .bind("destination", destination)
                .bind("error", shortened(error))
                .execute();
    }

    /** Lets a dead one wait again, due at once; whether it was dead. */
    public static boolean again(Handle handle, long id, Instant now, Duration giveUpAfter) {
        return handle.createUpdate("UPDATE deliveries SET state = 'waiting', next_try_at = :now, give_up_at = :giveUp"
                                + " WHERE id = :id AND state = 'dead'")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .bind("giveUp", now.plus(giveUpAfter).toEpochMilli())
                        .execute()
                > 0;
    }

    /** How many wait and how many are dead, by destination; nothing where there are none. */
    public static List<DeliveryCount> counts(Handle handle) {
        return handle.createQuery("SELECT destination, state, COUNT(*) AS messages FROM deliveries"
                        + " WHERE state IN ('waiting', 'dead') GROUP BY destination, state ORDER BY destination, state")
                .map((rs, context) -> new DeliveryCount(
                        rs.getString("destination"), DeliveryState.of(rs.getString("state")), rs.getLong("messages")))
                .list();
    }

    /** The newest ones in one of these states, at least one, the oldest of them first. */
    public static List<DeliveryRecord> in(Handle handle, Collection<DeliveryState> states, int limit) {
        return handle.createQuery("SELECT * FROM (SELECT * FROM deliveries WHERE state IN (<states>)"
                        + " ORDER BY id DESC LIMIT :limit) AS newest ORDER BY id")
                .bindList("states", states.stream().map(DeliveryState::label).toList())
                .bind("limit", limit)
                .map((rs, context) -> delivery(rs))
                .list();
    }

    /** That one; empty if there is none. */
    public static Optional<DeliveryRecord> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM deliveries WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> delivery(rs))
                .findOne();
    }

    /** All of the call, in the order in which they were written. */
    public static List<DeliveryRecord> of(Handle handle, String callId) {
        return handle.createQuery("SELECT * FROM deliveries WHERE call_id = :call ORDER BY id")
                .bind("call", callId)
                .map((rs, context) -> delivery(rs))
                .list();
    }

    private static String shortened(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR) + "...";
    }

    private static DeliveryRecord delivery(ResultSet rs) throws SQLException {
        return new DeliveryRecord(
                rs.getLong("id"),
                AlertRows.alertId(rs),
                rs.getInt("position"),
                rs.getInt("part"),
                rs.getString("destination"),
                rs.getString("verb"),
                rs.getString("idempotency_key"),
                rs.getString("body"),
                DeliveryState.of(rs.getString("state")),
                Instant.ofEpochMilli(rs.getLong("created_at")),
                Instant.ofEpochMilli(rs.getLong("next_try_at")),
                Instant.ofEpochMilli(rs.getLong("give_up_at")),
                rs.getInt("attempts"),
                rs.getString("last_error"),
                CallRows.moment(rs, "delivered_at"));
    }
}
