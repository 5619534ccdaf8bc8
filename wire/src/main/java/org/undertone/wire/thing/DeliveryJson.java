package org.undertone.wire.thing;

import java.time.Instant;
import java.util.Optional;

/**
 * A message of an alert to another system.
 *
 * @param id by which {@code deliver again} knows it
 * @param alertId of the alert
 * @param callId of its call
 * @param rule its name
 * @param verb the word by which rules name that action
 * @param destination the name that the settings give it
 * @param state such as {@code waiting}
 * @param key by which the receiver knows a repeat; null in the message of a call
 * @param createdAt when it was written
 * @param nextTryAt when it is tried next, if it waits
 * @param giveUpAt from when it is not tried any more
 * @param attemptCount how often it was tried
 * @param lastError what went wrong last
 * @param deliveredAt when the receiver took it
 */
public record DeliveryJson(
        String id,
        String alertId,
        String callId,
        String rule,
        String verb,
        String destination,
        String state,
        Optional<String> key,
        Instant createdAt,
        Optional<Instant> nextTryAt,
        Instant giveUpAt,
        int attemptCount,
        Optional<String> lastError,
        Optional<Instant> deliveredAt) {}
