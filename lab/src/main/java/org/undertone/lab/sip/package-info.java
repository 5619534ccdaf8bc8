/**
 * Telephones in plain Java, for what an Asterisk cannot play: {@link org.undertone.lab.sip.SipPhone} does everything that a
 * telephone on the line may do, loses packets, and dies without a word. Loopback and UDP only; for tests and benchmarks.
 */
package org.undertone.lab.sip;
