/**
 * The databases that a ledger can be kept in, a file of SQLite or a schema of a PostgreSQL server: how each is opened, how a
 * transaction is tried, and what its trouble means.
 */
package org.undertone.ledger.sql;
