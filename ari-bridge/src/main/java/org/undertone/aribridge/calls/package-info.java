/**
 * Which calls exist: who joins and leaves them, which of their legs are to be heard, and when that pauses; all on the one thread
 * {@code undertone-calls}. It asks the PBX on threads of its own, and knows of taps only that there are
 * {@link org.undertone.aribridge.calls.LegEars}.
 */
package org.undertone.aribridge.calls;
