/**
 * Brings what alerts ask for to help desks, phones and other programs: connectors that render a message when the alert is
 * kept and send it later, and a courier that takes them from the outbox, at least once and in order within a call. The kinds
 * of destinations are the packages below, listed in {@link org.undertone.delivery.Kinds}.
 */
package org.undertone.delivery;
