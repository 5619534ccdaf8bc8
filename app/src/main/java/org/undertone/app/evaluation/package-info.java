/**
 * Recordings heard as live calls are: what rules make of them, how often they alarm on natural speech, and how that is told.
 * Nothing here knows a PBX, a running daemon or a ledger.
 */
package org.undertone.app.evaluation;
