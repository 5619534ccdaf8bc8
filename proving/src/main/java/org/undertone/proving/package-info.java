/**
 * What proves Undertone: the demo, which says whether the whole idea works, and the benches, which say how much a machine can
 * hear. A program for the same command line; the daemon does not need it.
 */
package org.undertone.proving;
