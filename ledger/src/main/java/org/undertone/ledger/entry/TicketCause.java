package org.undertone.ledger.entry;

/**
 * A ticket and why it was opened.
 *
 * @param ticket the ticket
 * @param alert the alert that opened it, with the windows that caused it
 */
public record TicketCause(Ticket ticket, AlertRecord alert) {}
