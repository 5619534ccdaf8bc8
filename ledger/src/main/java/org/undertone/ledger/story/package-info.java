/** The story of a call: all that the ledger keeps of it, and what became of the sound of its legs. How it is told is not here. */
package org.undertone.ledger.story;
