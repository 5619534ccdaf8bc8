/** The tables of a ledger, a class for each or a few: values go in and values come out. Only the ledger calls them. */
package org.undertone.ledger.sql.rows;
