package org.undertone.ledger.entry;

import java.time.Instant;
import org.undertone.core.AlertId;

/**
 * One thing that was done, or tried, for an alert.
 *
 * @param alert for which alert
 * @param verb the word in the rule file, such as {@code set}
 * @param outcome how it went
 * @param detail what was done, or why not, in words
 * @param at when
 */
public record ActionRecord(AlertId alert, String verb, ActionOutcome outcome, String detail, Instant at) {}
