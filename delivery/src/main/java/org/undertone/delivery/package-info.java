/**
 * Brings what alerts ask for to help desks, phones and other programs: connectors that render a message when the alert is
 * kept and send it later, and a courier that takes them from the outbox, at least once and in order within a call.
 */
package org.undertone.delivery;
