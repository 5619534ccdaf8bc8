/** {@code undertone deliver}: what waits to be delivered, dead letters, and a test of a destination. */
package org.undertone.cli.deliver;
