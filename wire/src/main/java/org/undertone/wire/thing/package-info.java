/**
 * The things that messages tell of, each told alike wherever it stands. What is not known, has not happened, or is not told
 * by a message is null in JSON. Immutable.
 *
 * <p>A name says what it holds: {@code …At} a moment, in UTC as in RFC 3339; {@code …Millis} a time in milliseconds, or a
 * place in a leg's sound, counted from its start; {@code …Count} how many. Shares, probabilities and qualities are numbers
 * from 0 to 1.
 */
package org.undertone.wire.thing;
