/**
 * What must not be lost: calls, taps, pauses, supervisions, assessments, alerts with their evidence, tickets, marks, what
 * was done on the PBX and what is to be delivered. A {@link org.undertone.ledger.Ledger} has a small type for each topic. The
 * only module that sees SQL; values go in and values come out.
 */
package org.undertone.ledger;
