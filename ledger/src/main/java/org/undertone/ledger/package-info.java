/**
 * What must not be lost: calls, taps, pauses, supervisions, assessments, alerts with their evidence, tickets and what was
 * done on the PBX. The only module that sees SQL; values go in and values come out.
 */
package org.undertone.ledger;
