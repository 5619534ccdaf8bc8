/**
 * What happens, as values: to calls and taps, to supervisions, to the load, and what the doctor finds. Who tells it and who is
 * told, a ledger, a console, a law, share these words. Free of any library.
 */
package org.undertone.core.event;
