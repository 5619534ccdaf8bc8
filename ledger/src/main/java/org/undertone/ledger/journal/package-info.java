/**
 * What the daemon tells the ledger while calls go on: nobody who tells something waits for the database, what is told of a call
 * is kept in that order, and what waits is bounded and has room for alerts.
 */
package org.undertone.ledger.journal;
