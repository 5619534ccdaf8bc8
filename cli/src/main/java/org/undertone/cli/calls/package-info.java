/**
 * The command {@code calls}: what the ledger keeps of a call, told to an admin who asks why it was not heard. It only reads.
 */
package org.undertone.cli.calls;
