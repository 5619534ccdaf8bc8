/** What the ledger knows, as messages for programs: whoever tells it to one, a command or a page, tells it like this. */
package org.undertone.ledger.message;
