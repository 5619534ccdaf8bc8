package org.undertone.ledger.entry;

/**
 * How many messages for one destination are in one state.
 *
 * @param destination its name
 * @param state not {@link DeliveryState#DELIVERED}
 * @param count how many
 */
public record DeliveryCount(String destination, DeliveryState state, long count) {}
