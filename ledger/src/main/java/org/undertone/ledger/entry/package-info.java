/** What the ledger holds, as values: calls and their taps, alerts and what came of them, what is on its way, what people said. */
package org.undertone.ledger.entry;
