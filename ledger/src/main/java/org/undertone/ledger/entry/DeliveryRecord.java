package org.undertone.ledger.entry;

import java.time.Instant;
import java.util.Optional;
import org.undertone.core.AlertId;

/**
 * One message of an alert on its way.
 *
 * @param id its number, from 1, in the order in which they were written
 * @param alert whose
 * @param position of the action in its alert, from 1
 * @param part tells apart what one action sends to several people, from 1
 * @param destination the name of the delivery that carries it
 * @param verb of the action, such as {@code ticket}
 * @param key by which a receiver knows a repeat
 * @param body what is sent
 * @param state how far it has come
 * @param createdAt when its alert was kept
 * @param nextTryAt it is not sent before
 * @param giveUpAt from then on it is not sent any more
 * @param attempts how often it was sent
 * @param lastError why it did not arrive the last time; empty where nothing went wrong
 * @param deliveredAt when the destination took it
 */
public record DeliveryRecord(
        long id,
        AlertId alert,
        int position,
        int part,
        String destination,
        String verb,
        String key,
        String body,
        DeliveryState state,
        Instant createdAt,
        Instant nextTryAt,
        Instant giveUpAt,
        int attempts,
        String lastError,
        Optional<Instant> deliveredAt) {

    /** What is sent may hold phone numbers: it is left out. */
    @Override
    public String toString() {
        return "delivery " + id + " (" + verb + " for " + destination + ", alert " + alert + ", " + state.label() + ")";
    }
}
