/**
 * {@code undertone demo}: a private PBX and phones, the daemon, one call, and a table of checks that says from evidence
 * outside the daemon whether the whole idea works.
 */
package org.undertone.proving.demo;
