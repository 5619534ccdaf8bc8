package org.undertone.ledger.entry;

import java.time.Instant;
import org.undertone.core.AlertId;

/**
 * A piece of work that an alert opened.
 *
 * @param number its number, from 1; never given twice
 * @param alert the alert that opened it
 * @param subject one line
 * @param text what was heard and how sure that is; may be empty
 * @param state whether it is still to be done
 * @param createdAt when its alert fired
 */
public record Ticket(long number, AlertId alert, String subject, String text, TicketState state, Instant createdAt) {}
