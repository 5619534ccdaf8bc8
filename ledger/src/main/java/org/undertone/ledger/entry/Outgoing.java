package org.undertone.ledger.entry;

import java.time.Duration;
import java.util.Objects;

/**
 * One message that an alert is to send, ready to go.
 *
 * @param position of the action in its alert, from 1
 * @param part tells apart what one action sends to several people, from 1
 * @param destination the name of the delivery that carries it
 * @param verb of the action, such as {@code ticket}
 * @param key by which a receiver knows a repeat
 * @param body what is sent; final, a repeat sends the same
 * @param giveUpAfter how old it may become before it is given up
 * @param fault why it cannot be sent at all, so that it is a dead letter from the start; empty where it can
 */
public record Outgoing(
        int position,
        int part,
        String destination,
        String verb,
        String key,
        String body,
        Duration giveUpAfter,
        String fault) {

    public Outgoing {
        if (position < 1 || part < 1) {
            throw new IllegalArgumentException("outgoing: position=" + position + ", part=" + part + "; from 1");
        }
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(giveUpAfter, "giveUpAfter");
        Objects.requireNonNull(fault, "fault");
    }

    /** What is sent may hold phone numbers: it is left out. */
    @Override
    public String toString() {
        return verb + " for " + destination + " (" + key + ")";
    }
}
